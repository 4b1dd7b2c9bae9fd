import edtf from 'edtf';
import { dayOfGregorian, gregorianOf } from '../../server/contract/calendar/index.js';

/** Julian day numbers, both included. */
export type Days = [from: number, to: number];

const dayMs = 86_400_000;
const epochDay = 2_440_588;

export const dayOf = (ms: number): number => Math.floor(ms / dayMs) + epochDay;

/** The library counts 21 to 24 as quarters of the year; people mean March to May by spring. */
const season = /^(-?\d{4,})-2([1-4])$/;

const plain = /^(-?\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?[?~%]?$/;

/** A year, month or day: most of what is read, and not worth a parser. */
function plainDays(text: string): Days | null {
  const found = plain.exec(text);
  if (!found || text.startsWith('-0000')) return null;
  const [year, month, day] = [found[1], found[2], found[3]].map((part) => (part === undefined ? 0 : Number(part)));
  const from = dayOfGregorian({ year: year!, month: month || 1, day: day || 1 });
  if (day) return gregorianOf(from).month === month ? [from, from] : null;
  const next = month ? { year: year!, month: month + 1, day: 1 } : { year: year! + 1, month: 1, day: 1 };
  return [from, dayOfGregorian(next) - 1];
}

/**
 * The days that an EDTF expression may mean, or null where it is not one. An open or unknown side counts as far as
 * what is known: a periodical that still appears is not a thing of every year to come.
 */
export function daysOf(text: string): Days | null {
  if (text.includes('/')) {
    const [first, last] = text.split('/') as [string, string];
    const known = [first, last].filter((side) => side !== '' && side !== '..');
    if (known.length === 1 && text.split('/').length === 2) return daysOf(known[0]!);
    const [begun, ended] = [plainDays(first), plainDays(last)];
    if (begun && ended && text.split('/').length === 2 && begun[0] < ended[0]) return [begun[0], ended[1]];
  }
  const simple = plainDays(text);
  if (simple) return simple;
  const named = season.exec(text);
  if (named) {
    const [year, month] = [Number(named[1]), 3 * Number(named[2])];
    return [dayOfGregorian({ year, month, day: 1 }), dayOfGregorian({ year, month: month + 3, day: 1 }) - 1];
  }
  let parsed;
  try {
    parsed = edtf(text);
  } catch {
    return null;
  }
  const { min, max } = parsed;
  return Number.isFinite(min) && Number.isFinite(max) ? [dayOf(min), dayOf(max)] : null;
}

/** The first year of what a span of days covers, as people write it. */
export const yearOf = (day: number): number => gregorianOf(day).year;
