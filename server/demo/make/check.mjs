import { execFileSync } from 'node:child_process';
import { checkGanzhi } from './era.mjs';

const FACES = {
  'LXGW WenKai': 'LXGWWenKai-Regular.ttf',
  'TW-Kai': 'TW-Kai-98_1.ttf',
  'AR PL UKai TW MBE': 'ukai.ttc',
  'Noto Serif CJK KR': 'NotoSerifCJK-Bold.ttc',
};
let covered;

function coverage() {
  const of = {};
  const files = execFileSync('fc-list', ['--format', '%{file}\n'], { encoding: 'utf8' }).split('\n');
  for (const [face, file] of Object.entries(FACES)) {
    const path = files.find((f) => f.endsWith(file));
    if (!path) throw new Error(`The face ${face} is not installed (see server/demo/README.md)`);
    const set = new Set();
    for (const range of execFileSync('fc-query', ['-i', '0', '--format', '%{charset}', path], {
      encoding: 'utf8',
    }).split(/\s+/)) {
      const [from, to = from] = range.split('-').map((h) => parseInt(h, 16));
      for (let c = from; c <= to; c += 1) set.add(c);
    }
    of[face] = set;
  }
  return of;
}

/** The faces a picture may draw with, in the order they are asked. */
const CHAINS = {
  song: ['Noto Serif CJK KR'],
  kai: ['TW-Kai', 'LXGW WenKai'],
  hand: ['LXGW WenKai', 'TW-Kai'],
  carved: ['AR PL UKai TW MBE', 'TW-Kai'],
};
const chainOf = ({ name, spec }) =>
  name === 'book.half' && spec.style.face.includes('Serif')
    ? 'song'
    : name === 'rubbing'
      ? (spec.face ?? 'carved')
      : name === 'letter' || name === 'painting'
        ? 'hand'
        : 'kai';

/** No tofu: every character drawn must stand in a face of its chain. */
export function checkGlyphs(text, chain, where) {
  covered ??= coverage();
  for (const char of text) {
    if (!/\p{Script=Han}/u.test(char)) continue;
    if (!CHAINS[chain].some((face) => covered[face].has(char.codePointAt(0))))
      throw new Error(`${where}: ${char} is in no face of ${chain}`);
  }
}

const drawn = (spec) =>
  typeof spec === 'string' ? spec : spec && typeof spec === 'object' ? Object.values(spec).map(drawn).join('') : '';

/** What a record must hold before it is worth drawing. */
export function checkWork(work) {
  for (const key of ['title', 'language', 'callNo', 'rights'])
    if (!work.values[key]?.length) throw new Error(`${work.identifier}: no ${key}`);
  for (const [key, list] of Object.entries(work.values)) {
    if (!Array.isArray(list)) throw new Error(`${work.identifier}: ${key} is not a list`);
    for (const v of list)
      if (v === undefined || v === null || (typeof v === 'object' && !Object.keys(v).length))
        throw new Error(`${work.identifier}: ${key} holds an empty value`);
  }
  if (work.ganzhiYear)
    for (const p of work.pages) if (p.draw.spec) checkGanzhi(drawn(p.draw.spec), work.ganzhiYear, work.identifier);
  delete work.ganzhiYear;
  for (const p of work.pages) if (p.draw.spec) checkGlyphs(drawn(p.draw.spec), chainOf(p.draw), work.identifier);
}
