/**
 * Makes the demo material: draws every page, sounds every recording, writes every record.
 *   node server/demo/make.mjs                 everything
 *   node server/demo/make.mjs jinshi guji     these collections
 *   node server/demo/make.mjs guji --only=ZJ-GJ-0001   works by identifier, commas between; the rest keep what they have
 *   node server/demo/make.mjs guji --pages=1   these pages of the works, the rest keep what they have
 *   node server/demo/make.mjs --records       records only, no picture is drawn again
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collections } from './make/collections/index.mjs';
import { libraries } from './make/libraries.mjs';
import { agents, places } from './make/authorities.mjs';
import { vocabularies } from './make/terms.mjs';
import { makeFile } from './make/encode.mjs';
import { openStudio } from './make/studio.mjs';
import { makeBrand } from './make/brand.mjs';
import { checkWork } from './make/check.mjs';

const CONTENT = join(dirname(fileURLToPath(import.meta.url)), 'content');
const args = process.argv.slice(2);
const only = args
  .find((a) => a.startsWith('--only='))
  ?.slice(7)
  .split(',');
/** Pages to draw again, from 1; the other pages of the chosen works stay as they are. */
const pagesOnly = args
  .find((a) => a.startsWith('--pages='))
  ?.slice(8)
  .split(',')
  .map(Number);
const recordsOnly = args.includes('--records');
const wanted = args.filter((a) => !a.startsWith('--'));

const writeJson = (path, value) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${compact(value)}\n`);
};
/** Indented, but a box or a coordinate pair stays on one line. */
const compact = (value) =>
  JSON.stringify(value, null, 1).replace(
    /\[\s+(-?[\d.]+(?:,\s+-?[\d.]+)*)\s+\]/g,
    (_, list) => `[${list.replace(/\s+/g, '')}]`,
  );

const studio = recordsOnly ? null : await openStudio();
let failed = 0;
for (const collection of collections) {
  if (wanted.length && !wanted.includes(collection.key)) continue;
  const folder = join(CONTENT, collection.key);
  const listFile = join(folder, 'works.json');
  const before = existsSync(listFile)
    ? new Map(JSON.parse(readFileSync(listFile, 'utf8')).map((w) => [w.identifier, w]))
    : new Map();
  const list = [];
  const started = Date.now();
  for (const work of collection.works()) {
    try {
      checkWork(work);
      const kept = before.get(work.identifier);
      const redraw = studio && (!only || only.some((id) => work.identifier.startsWith(id)));
      if (!redraw && !kept) continue;
      list.push(redraw ? await makeWork(work, folder, kept) : merge(work, kept));
    } catch (error) {
      failed += 1;
      console.error(`${work.identifier}: ${error.stack ?? error}`);
    }
  }
  writeJson(listFile, list);
  tidy(folder, list);
  console.log(
    `${collection.key}: ${list.length} works, ${list.reduce((n, w) => n + w.pages.length, 0)} pages, ${((Date.now() - started) / 1000).toFixed(0)} s`,
  );
}
if (studio && (!wanted.length || wanted.includes('brand'))) await makeBrand(studio, join(CONTENT, 'brand'), only);
await studio?.close();
writeJson(join(CONTENT, 'index.json'), {
  libraries,
  collections: collections
    .map((c) => without(c, 'works'))
    .map((meta) => ({
      ...meta,
      header: `brand/${meta.key}.jpg`,
      works: `${meta.key}/works.json`,
    })),
});
writeJson(join(CONTENT, 'vocabularies.json'), vocabularies);
writeJson(join(CONTENT, 'authorities.json'), { agents, places });
if (failed) process.exit(1);

async function makeWork(work, folder, kept) {
  const pages = [];
  const seals = [];
  for (const [i, page] of work.pages.entries()) {
    const { draw, ...facts } = page;
    if (kept && pagesOnly && !pagesOnly.includes(i + 1)) {
      pages.push({ ...kept.pages[i], ...facts });
      seals.push(...keptSeals(kept).filter((s) => s.page === i + 1));
      continue;
    }
    const made = await makeFile(studio, draw, join(folder, work.identifier), String(i + 1).padStart(3, '0'));
    pages.push({ ...facts, ...made.facts, ...(made.lines?.length ? { text: { lines: made.lines } } : {}) });
    for (const s of made.seals ?? []) seals.push({ ...s, page: i + 1 });
  }
  return finish(work, pages, seals);
}

function keptSeals(kept) {
  return (kept.values.seal ?? []).filter((s) => s.box).map(({ text, page, box }) => ({ text, page, box }));
}

function merge(work, kept) {
  const pages = work.pages.map((page, i) => ({ ...kept.pages[i], ...without(page, 'draw') }));
  const merged = finish(work, pages, keptSeals(kept));
  if (kept.values.segments) merged.values.segments = kept.values.segments;
  return merged;
}

function without(object, key) {
  return Object.fromEntries(Object.entries(object).filter(([k]) => k !== key));
}

/** Seals are recorded where they were found on the page; whose they are, the record says. */
function finish({ sealOwners = {}, ...work }, pages, seals) {
  const values = structuredClone(work.values);
  if (seals.length)
    values.seal = seals.map((s) => ({ text: s.text, ...(sealOwners[s.text] ?? {}), page: s.page, box: s.box }));
  const lines = pages.flatMap((p) => p.text?.lines ?? []);
  shapeMedia(values, pages);
  if (work.transcribe && lines.length)
    values.transcript = [{ text: lines.map((l) => l.text).join('\n'), lang: 'zh-Hant' }];
  return { ...without(work, 'transcribe'), values, pages };
}

/** What only the making can know: how long it sounds, where its parts begin, where a spot lies on the model. */
function shapeMedia(values, pages) {
  for (const page of pages) {
    if (page.kind === 'audio') {
      values.duration = [{ number: page.duration, unit: 's' }];
      if (page.cues?.length)
        values.segments = page.cues.map((c) => ({
          start: Number(c.start.toFixed(2)),
          end: Number(c.end.toFixed(2)),
          title: c.text,
        }));
      delete page.cues;
    }
    if (page.kind === 'model') {
      values.faces = [{ number: page.faces, unit: '面' }];
      values.hotspots = values.hotspots.map(({ title, text }, i) => ({ title, text, ...page.spots[i] }));
    }
  }
}

function tidy(folder, list) {
  const known = new Set(list.map((w) => w.identifier));
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory() && !known.has(entry.name)) rmSync(join(folder, entry.name), { recursive: true });
}
