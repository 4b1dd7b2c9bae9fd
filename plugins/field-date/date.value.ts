import { z } from 'zod';
import type { FieldType } from '../../server/contract/plugin.js';
import { readDate } from './date.reading.js';
import { daysOf, edtfYear, yearOf } from './edtf.days.js';

const Raw = z.string().max(300);
const Edtf = z
  .string()
  .max(200)
  .refine((text) => daysOf(text) !== null, 'not EDTF');

/**
 * A date as it is written, and what it means: EDTF in the proleptic Gregorian calendar, with the days it covers.
 * `edtf` that somebody gave is kept; where it is absent it is read from `raw`, and where `raw` may mean several
 * things they are offered as alternatives and none is chosen. A plain string is taken as written.
 */
export const DateValue = z.preprocess(
  (given) => (typeof given === 'string' ? { raw: given } : given),
  z
    .strictObject({
      raw: Raw.default(''),
      edtf: Edtf.optional(),
      /** Julian day numbers, first and last. */
      days: z.tuple([z.number().int(), z.number().int()]).optional(),
      alternatives: z
        .array(z.strictObject({ edtf: Edtf, label: Raw }))
        .max(100)
        .optional(),
    })
    .refine(({ raw, edtf }) => raw.trim() !== '' || edtf !== undefined, 'empty'),
);
export type DateValue = z.infer<typeof DateValue>;

export const DateOptions = z.object({});

/** 1718, 1850–1855, 公元前 140: the years that a date covers, in the common era. */
export function years([from, to]: readonly [number, number], locale: string): string {
  const name = (year: number): string => {
    if (year > 0) return String(year);
    return locale === 'en' ? `${1 - year} BCE` : `公元前${1 - year}`;
  };
  const [first, last] = [name(yearOf(from)), name(yearOf(to))];
  return first === last ? first : `${first}–${last}`;
}

function meaning(value: DateValue): Pick<DateValue, 'edtf' | 'days' | 'alternatives'> {
  if (value.edtf !== undefined) return { edtf: value.edtf, days: daysOf(value.edtf)! };
  const readings = readDate(value.raw);
  if (readings.length === 1) {
    const { edtf } = readings[0]!;
    return { edtf, days: daysOf(edtf)! };
  }
  return readings.length > 1 ? { alternatives: readings } : {};
}

const shown = (value: DateValue): string => value.raw || value.edtf || '';

export const dateType: FieldType<DateValue, z.infer<typeof DateOptions>> = {
  key: 'date',
  value: DateValue,
  options: DateOptions,
  normalise: (value) => ({ raw: value.raw.replace(/\s+/g, ' ').trim(), ...meaning(value) }),
  // Words that are no date stay where they were, for somebody to look at.
  read: (words) => {
    const raw = words.trim();
    const found = meaning({ raw });
    return found.days || found.alternatives ? { raw } : undefined;
  },
  text: (value) => {
    const { raw, days } = value;
    const written = raw ? [{ text: raw }] : [];
    return days ? [...written, { text: years(days, 'en') }] : written;
  },
  display: (value) => shown(value),
  note: ({ raw, edtf, days, alternatives }, _options, locale) => {
    if (days && edtf) {
      const told = years(days, locale);
      return raw === edtf || raw === told ? undefined : `${told} · EDTF ${edtf}`;
    }
    if (!alternatives) return undefined;
    const all = alternatives.map(({ edtf: one }) => one);
    const some = `${all.slice(0, 6).join(', ')}${all.length > 6 ? '…' : ''}`;
    return locale === 'en' ? `may be ${some}` : `可能为 ${some}`;
  },
  index: ({ raw, days }) => (days ? { days, number: days[0], sort: sortable(days) } : { sort: raw }),
  jsonld: (value) => value.edtf ?? value.raw,
  dc: (value) => [value.edtf ?? value.raw],
  marc: (value) => ({ a: shown(value), ...(value.days ? { c: edtfYear(yearOf(value.days[0])) } : {}) }),
};

/** Days count from 4713 BCE, so that they are never negative, and padded they sort as text too. */
const sortable = ([from, to]: readonly [number, number]): string =>
  [from, to].map((day) => String(Math.max(0, day)).padStart(8, '0')).join('');
