import { dynastyNamed, erasOfDynasty } from '../../server/contract/calendar/index.js';
import type { Neighbour } from '../../server/contract/plugin.js';
import { fold } from '../../server/contract/text/index.js';
import { daysOf, yearOf } from './edtf.days.js';
import type { Hints, Reading } from './reading.js';

/** The years by which people count a reading. */
export function yearsOf(one: Reading): [number, number] {
  const days = daysOf(one.edtf)!;
  return one.years ?? [yearOf(days[0]), yearOf(days[1])];
}

/** As many as fit; all, where none does: a hint is no proof. */
const where = (readings: Reading[], fits: (one: Reading) => boolean): Reading[] => {
  const some = readings.filter(fits);
  return some.length > 0 ? some : readings;
};

/** 宋 as it is written beside a name is 北宋 and 南宋 in the vocabulary, 唐 is not 后唐. */
function codesOf(text: string): Set<string> {
  const name = fold(text.trim().replace(/[代朝]$/, ''));
  const own = dynastyNamed(name);
  const parts = erasOfDynasty(name).flatMap((one) => dynastyNamed(one) ?? []);
  const within = own ? parts.filter((one) => one.from >= own.from && one.to <= own.to + 30) : parts;
  return new Set([...(own ? [own] : []), ...within].map(({ code }) => code));
}

/** Readings that go with what else is known of the thing; only where there are several. */
export function narrowed(readings: Reading[], { years, dynasty }: Hints): Reading[] {
  if (readings.length < 2) return readings;
  let left = readings;
  if (years) {
    left = where(left, (one) => {
      const [from, to] = yearsOf(one);
      return from <= years[1] && to >= years[0];
    });
  }
  const codes = dynasty === undefined ? new Set<string>() : codesOf(dynasty);
  if (codes.size > 0) left = where(left, (one) => one.dynasty !== undefined && codes.has(one.dynasty));
  return left;
}

/** 1724–1805, 1881-, 约1020—1084. */
function lifeOf(dates: string): [number, number] | undefined {
  const found = /(\d{3,4})\D{1,6}(\d{3,4})?/.exec(dates);
  if (!found) return undefined;
  const born = Number(found[1]);
  return [born, found[2] ? Number(found[2]) : born + 90];
}

/** What is set for the field, and where nothing is, the first author's years and dynasty. */
export function hintsOf(set: Hints, neighbours: readonly Neighbour[] = []): Hints {
  if (set.years || set.dynasty) return set;
  const agents = neighbours.filter(({ type }) => type === 'agent');
  const author = agents.find(({ core }) => core === 'agent') ?? agents[0];
  const { dates, dynasty } = (author?.value ?? {}) as { dates?: unknown; dynasty?: unknown };
  const years = typeof dates === 'string' ? lifeOf(dates) : undefined;
  return { ...(years ? { years } : {}), ...(typeof dynasty === 'string' ? { dynasty } : {}) };
}
