import type { RowProblemCode } from './records.js';

/** Deeper than anybody builds, and than is gone through when something is moved. */
export const deepest = 500;

/** Rows of a file first, then the records that are there: each with what stands above it, by number; below zero is none. */
export interface Ways {
  rows: number;
  /** The row above it, if there is one. */
  row: Int32Array;
  /** The record above it, where that is there already. */
  record: Int32Array;
  /** Whether it stands at the top. */
  top: Uint8Array;
}

export interface Settled {
  refused: { row: number; code: RowProblemCode }[];
  /** How many rows of the file stand above each, whole ways long: what is above is done before what is below. */
  depth: Int32Array;
}

const [unknown, walking, fine, lost] = [0, 1, 2, 3];
/** A refused ring may let a record back to where that makes the next one. After so many, all that leads to one goes with it. */
const mostRounds = 16;
const ground = -1;

/**
 * Rows below something that will not be there, and rows that would stand below themselves. A row that is kept out takes with
 * it what only it would have held; where it is of a record, that stays where it was. A few numbers a row are all that is held.
 */
export function settle(ways: Ways): Settled {
  const good = new Uint8Array(ways.rows).fill(1);
  const refused: Settled['refused'] = [];
  const refuse = (rows: readonly number[], code: RowProblemCode) => {
    for (const row of rows) {
      good[row] = 0;
      refused.push({ row, code });
    }
  };
  for (let [rings, round] = [[0], 0]; rings.length > 0; round++) {
    refuse(lostAmong(ways, good), 'no-parent');
    rings = ringsAmong(ways, good, round >= mostRounds);
    refuse(rings, 'ring');
  }
  const depth = depths(ways, good);
  const deep: number[] = [];
  for (let row = 0; row < ways.rows; row++) if (good[row] === 1 && depth[row]! >= deepest) deep.push(row);
  refuse(deep, 'too-deep');
  for (const { row } of refused) depth[row] = 0;
  return { refused, depth };
}

/** Where its way up goes next; the ground too where that is not known. */
function above({ rows, row, record, top }: Ways, good: Uint8Array, at: number): number {
  if (top[at]) return ground;
  const named = row[at]!;
  return named >= 0 && named < rows && good[named] === 1 ? named : record[at]!;
}

function lostAmong({ rows, row, record, top }: Ways, good: Uint8Array): number[] {
  const state = new Uint8Array(rows);
  const found: number[] = [];
  for (let from = 0; from < rows; from++) {
    const way: number[] = [];
    let end = fine;
    for (let at = from; ;) {
      if (good[at] === 0) {
        end = lost;
        break;
      }
      if (state[at] !== unknown) {
        // A ring is another matter.
        end = state[at] === lost ? lost : fine;
        break;
      }
      state[at] = walking;
      way.push(at);
      if (top[at] || record[at]! >= 0) break;
      const next = row[at]!;
      if (next < 0) {
        end = lost;
        break;
      }
      at = next;
    }
    for (const at of way) {
      state[at] = end;
      if (end === lost) found.push(at);
    }
  }
  return found;
}

/** What leads back to itself; what only hangs below such a ring is not in it, unless it is asked for as well. */
function ringsAmong(ways: Ways, good: Uint8Array, below: boolean): number[] {
  const walked = new Int32Array(ways.top.length);
  const hangs = new Uint8Array(below ? ways.top.length : 0);
  const found: number[] = [];
  for (let from = 0; from < walked.length; from++) {
    if (walked[from] !== 0 || (from < ways.rows && good[from] === 0)) continue;
    const way: number[] = [];
    let at = from;
    while (at >= 0 && walked[at] === 0) {
      walked[at] = from + 1;
      way.push(at);
      at = above(ways, good, at);
    }
    const ring = at >= 0 && walked[at] === from + 1;
    if (!ring && hangs[at] !== 1) continue;
    for (const one of way.slice(below ? 0 : way.indexOf(at))) {
      if (below) hangs[one] = 1;
      if (one < ways.rows) found.push(one);
    }
  }
  return found;
}

function depths(ways: Ways, good: Uint8Array): Int32Array {
  const depth = new Int32Array(ways.rows).fill(-1);
  for (let from = 0; from < ways.rows; from++) {
    const way: number[] = [];
    let at = from;
    while (at >= 0 && at < ways.rows && depth[at] === -1) {
      way.push(at);
      at = above(ways, good, at);
    }
    let deep = at >= 0 && at < ways.rows ? depth[at]! + 1 : 0;
    for (const one of way.reverse()) depth[one] = deep++;
  }
  return depth;
}
