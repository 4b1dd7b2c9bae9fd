// A file that says which process holds something. It appears whole and is changed whole, so that nobody reads half of it.
import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { birthOf, isAlive } from './processes.mjs';

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    // Whoever may not even read it may do nothing else here either, and hears of it then.
    return '';
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same pid with another birth is a stranger who got the number after a crash or a reboot. */
const living = (holder) => (holder && isAlive(holder.pid) && birthOf(holder.pid) === holder.born ? holder : undefined);

/** Who holds it; undefined when nobody does who is alive. */
export const holderOf = (file) => living(parsed(textOf(file)));

/** What others may want to know of us. */
export function noteOn(file, more) {
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, JSON.stringify({ ...parsed(textOf(file)), ...more }));
  renameSync(aside, file);
}

/** @returns {{ letGo?: () => void, holder?: object }} how to let it go, or whose it is */
export function tryHold(file) {
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, JSON.stringify({ pid: process.pid, born: birthOf(process.pid) }));
  try {
    for (;;) {
      try {
        putThere(aside, file);
        return { letGo: () => letGo(file) };
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      const holder = holderOf(file);
      if (holder) return { holder };
      clearAway(file);
    }
  } finally {
    rmSync(aside, { force: true });
  }
}

function putThere(aside, file) {
  try {
    linkSync(aside, file);
  } catch (error) {
    // A file system that knows no second names.
    if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'].includes(error.code)) throw error;
    copyFileSync(aside, file, constants.COPYFILE_EXCL);
  }
}

/** Only our own: a later one may hold it by now. */
function letGo(file) {
  if (parsed(textOf(file))?.pid === process.pid) rmSync(file, { force: true });
}

/**
 * Of one who died. One at a time, and looked at again: as long as the file is there nobody puts another in its place, so
 * it is still the dead one's when it goes.
 */
function clearAway(file) {
  const clearing = `${file}.clearing`;
  try {
    mkdirSync(clearing);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isOld(clearing)) rmSync(clearing, { recursive: true, force: true });
    return;
  }
  try {
    // Read once: what is gone by itself may be somebody else's a moment later.
    const text = textOf(file);
    if (text !== undefined && !living(parsed(text))) rmSync(file, { force: true });
  } finally {
    rmSync(clearing, { recursive: true, force: true });
  }
}

/** Of one who was killed while clearing, which takes no time. */
function isOld(folder) {
  const { mtimeMs } = statSync(folder, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
  return Date.now() - mtimeMs > 10_000;
}
