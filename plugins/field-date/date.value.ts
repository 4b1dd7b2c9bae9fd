import { z } from 'zod';
import { dynastiesAbove, dynastyCoded, dynastyOfYear, edtfYear } from '../../server/contract/calendar/index.js';
import type { FieldType } from '../../server/contract/plugin.js';
import { type Hints, type Reading, readDate } from './date.reading.js';
import { hintsOf } from './hints.js';
import { isJulian, told, yearNames } from './date.words.js';
import { yearsAsked } from './asked.js';
import { daysOf, yearOf } from './edtf.days.js';

const Raw = z.string().max(300);
const Edtf = z
  .string()
  .max(200)
  .refine((text) => daysOf(text) !== null, 'not EDTF');
const Span = z.tuple([z.number().int(), z.number().int()]);

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
      days: Span.optional(),
      /** The years by which people count it, where its days reach beyond them: 道光二十九年十一月 is of 1849. */
      years: Span.optional(),
      /** Its code in the vocabulary of dynasties. */
      dynastyCode: z.string().max(40).optional(),
      alternatives: z
        .array(z.strictObject({ edtf: Edtf, label: Raw }))
        .max(100)
        .optional(),
    })
    .refine(({ raw, edtf }) => raw.trim() !== '' || edtf !== undefined, 'empty'),
);
export type DateValue = z.infer<typeof DateValue>;

export const DateOptions = z.object({
  /** What this field's dates are of, where it is known: narrows what 甲子 or 太和 may mean. */
  years: Span.optional(),
  dynasty: z.string().max(20).optional(),
});
export type DateOptions = z.infer<typeof DateOptions>;

const plainYears = ([from, to]: readonly [number, number]): [number, number] => [yearOf(from), yearOf(to)];

type Meaning = Omit<DateValue, 'raw'>;

function settled(edtf: string, reading: Reading | undefined): Meaning {
  const days = daysOf(edtf)!;
  const plain = plainYears(days);
  const years = reading?.years;
  const own = years && (years[0] !== plain[0] || years[1] !== plain[1]);
  // Of what somebody wrote as EDTF alone, who ruled then is known where only one did.
  const [from, to] = years ?? plain;
  const [first, last] = [dynastyOfYear(from), dynastyOfYear(to)];
  const dynasty = reading?.dynasty ?? (first && first === last ? first.code : undefined);
  return { edtf, days, ...(own ? { years } : {}), ...(dynasty ? { dynastyCode: dynasty } : {}) };
}

function meaning(value: DateValue, hints: Hints): Meaning {
  if (value.edtf !== undefined) {
    // Without hints: what somebody chose is looked for among all readings.
    const chosen = value.raw === '' ? undefined : readDate(value.raw).find(({ edtf }) => edtf === value.edtf);
    return settled(value.edtf, chosen);
  }
  const readings = readDate(value.raw, hints);
  if (readings.length === 1) return settled(readings[0]!.edtf, readings[0]);
  return readings.length > 1 ? { alternatives: readings.map(({ edtf, label }) => ({ edtf, label })) } : {};
}

const shown = (value: DateValue): string => value.raw || value.edtf || '';

/** The years under which a date stands; of values stored before years were, those of its days. */
export const countedYears = ({ years, days }: Pick<DateValue, 'years' | 'days'>): [number, number] | null =>
  years ?? (days ? plainYears(days) : null);

/** 2021年 is 2021, and 2019 年 4 月 12 日 what it is without spaces: neither is to be told twice. */
const plainly = (text: string): string => text.replace(/\s+/g, '').replace(/^公元/, '').replace(/年$/, '');

/**
 * With the years of the common era where what is written does not say them: 民國十四年（1925）, 1925 (民國十四年). A day is
 * told as one; what only a program wrote is put into words.
 */
function line({ raw, edtf, days, years }: DateValue, locale: string): string {
  const counted = countedYears({ years, days });
  if (!edtf || !days || !counted) return raw || edtf || '';
  const meant = told(edtf, counted, locale);
  const day = days[0] === days[1] && !isJulian(days) ? meant.days : '';
  if (raw === '' || raw === edtf) return day || meant.years;
  const said = counted.every((year) => new RegExp(`(?<!\\d)${Math.abs(year)}(?!\\d)`).test(raw));
  if (locale !== 'en') return said ? raw : `${raw}（${meant.years}）`;
  if (!/\p{Script=Han}/u.test(raw)) return said ? raw : `${raw} (${meant.years})`;
  if (said && (day !== '' || raw === `${counted[0]}年`)) return day || meant.years;
  return `${day || meant.years} (${raw})`;
}

function note({ raw, edtf, days, years, alternatives }: DateValue, locale: string): string | undefined {
  const counted = countedYears({ years, days });
  if (edtf && days && counted) {
    const meant = told(edtf, counted, locale);
    if (raw === edtf || raw === '' ? /^-?\d+$/.test(edtf) : raw === meant.years) return undefined;
    // A single day is all; of a longer span the years do, but where readers would look for other days in the Julian calendar.
    const parts = days[0] === days[1] ? [meant.days] : [meant.years, ...(isJulian(days) ? [meant.days] : [])];
    const said = [...new Set(parts)].filter(Boolean).join(' · ');
    return said === '' || plainly(said) === plainly(raw) ? undefined : said;
  }
  if (!alternatives) return undefined;
  const all = [...new Set(alternatives.map((one) => one.label))];
  const some = `${all.slice(0, 6).join(locale === 'en' ? ', ' : '、')}${all.length > 6 ? '…' : ''}`;
  return locale === 'en' ? `may be ${some}` : `可能为 ${some}`;
}

export const dateType: FieldType<DateValue, DateOptions> = {
  key: 'date',
  value: DateValue,
  options: DateOptions,
  longest: 300,
  normalise: (value, options, neighbours) => {
    const hints = hintsOf(options, neighbours);
    return { raw: value.raw.replace(/\s+/g, ' ').trim(), ...meaning(value, hints) };
  },
  yearsMeant: yearsAsked,
  // Words that are no date stay where they were, for somebody to look at.
  read: (words) => {
    const raw = words.trim();
    const found = meaning({ raw }, {});
    return found.days || found.alternatives ? { raw } : undefined;
  },
  text: (value) => {
    const years = countedYears(value);
    const written = value.raw ? [{ text: value.raw }] : [];
    return years ? [...written, { text: yearNames(years, 'en') }] : written;
  },
  display: (value) => shown(value),
  line: (value, _options, locale) => line(value, locale),
  converted: true,
  note: (value, _options, locale) => note(value, locale),
  code: ({ raw, edtf }) => (edtf === undefined || raw === edtf ? undefined : `EDTF ${edtf}`),
  index: (value) => {
    const { raw, days, dynastyCode: dynasty } = value;
    if (!days) return { sort: raw };
    return {
      days,
      ...(value.years ? { years: value.years } : {}),
      ...(dynasty ? { facets: [dynastyFacet(dynasty)] } : {}),
      number: days[0],
      sort: sortable(days),
    };
  },
  jsonld: (value) => isoDate(value),
  dc: (value) => [value.edtf ?? value.raw],
  marc: (value) => {
    const years = countedYears(value);
    return { a: shown(value), ...(years ? { c: edtfYear(years[0]) } : {}) };
  },
};

/** schema.org knows days, months and years; of a span, or of what is more or less, the years that it counts under. */
function isoDate(value: DateValue): string {
  const { raw, edtf } = value;
  if (edtf !== undefined && /^\d{4}(-\d\d){0,2}$/.test(edtf)) return edtf;
  const years = countedYears(value);
  return years ? [...new Set(years.map(edtfYear))].join('/') : (edtf ?? raw);
}

const dynastyFacet = (code: string): { key: string; label: string; parents?: string[] } => {
  const parents = dynastiesAbove(code);
  return { key: code, label: dynastyCoded(code)?.name ?? code, ...(parents.length > 0 ? { parents } : {}) };
};

/** Days count from 4713 BCE, so that they are never negative, and padded they sort as text too. */
const sortable = ([from, to]: readonly [number, number]): string =>
  [from, to].map((day) => String(Math.max(0, day)).padStart(8, '0')).join('');
