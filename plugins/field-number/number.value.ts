import { z } from 'zod';
import type { FieldType } from '../../server/contract/plugin.js';
import { chineseNumber, fold } from '../../server/contract/text/index.js';

/** A number with its unit: 24 册, 37.5 min. A plain number is taken too; words that are none are refused as one. */
export const NumberValue = z.preprocess(
  (given) => (typeof given === 'number' || typeof given === 'string' ? { number: given } : given),
  z.strictObject({ number: z.number(), unit: z.string().max(20).optional() }),
);
export type NumberValue = z.infer<typeof NumberValue>;

export const NumberOptions = z.object({
  unit: z.string().max(20).optional(),
  integer: z.boolean().default(false),
  min: z.number().optional(),
  max: z.number().optional(),
});
export type NumberOptions = z.infer<typeof NumberOptions>;

/** Units that are written before or after without a space: 二十四册, but 37 min. */
const isHan = (unit: string): boolean => /^\p{Script=Han}/u.test(unit);

const write = ({ number, unit }: NumberValue): string =>
  unit ? `${number}${isHan(unit) ? '' : ' '}${unit}` : `${number}`;

/** Units of time are read out; those of length and weight are the same everywhere. */
const spoken = new Map<string, [chinese: string, english: string]>([
  ['s', ['秒', 'seconds']],
  ['min', ['分钟', 'minutes']],
  ['h', ['小时', 'hours']],
]);

const written = new Map(
  [...spoken].flatMap(([unit, [chinese, english]]) =>
    [chinese, english, english.slice(0, -1)].map((word): [string, string] => [word, unit]),
  ),
);

function said(value: NumberValue, locale: string): string {
  const words = spoken.get(value.unit ?? '');
  if (!words) return write(value);
  const [chinese, english] = words;
  // How long somebody speaks is told in whole seconds; hundredths are for programs.
  const number = value.unit === 's' && value.number >= 10 ? Math.round(value.number) : value.number;
  if (locale === 'en') return `${number} ${number === 1 ? english.slice(0, -1) : english}`;
  return `${number}${chinese}`;
}

/** 二十四册, 廿四: figures and what they count, and nothing besides. */
function inCharacters(words: string): NumberValue | undefined {
  const figures = /^\s*([\p{Script=Han}〇]+?)\s*(\p{Script=Han}{0,2})\s*$/u.exec(words);
  if (!figures) return undefined;
  for (const length of [0, 1, 2]) {
    const all = [...(figures[1]! + figures[2]!)];
    const number = chineseNumber(fold(all.slice(0, all.length - length).join('')));
    const unit = all.slice(all.length - length).join('');
    if (number !== null) return { number, ...(unit ? { unit } : {}) };
  }
  return undefined;
}

export const numberType: FieldType<NumberValue, NumberOptions> = {
  key: 'number',
  value: NumberValue,
  options: NumberOptions,
  normalise: ({ number, unit }, options) => {
    const kept = unit?.trim() || options.unit;
    // −0 would come back from JSON as 0, and a value must come back as it was.
    return { number: number === 0 ? 0 : number, ...(kept ? { unit: kept } : {}) };
  },
  read: (words) => {
    const found = /^\s*(-?\d[\d,，]*(?:\.\d+)?)\s*(\D{0,20})$/u.exec(words.normalize('NFKC'));
    if (!found) return inCharacters(words);
    const said = found[2]!.trim();
    const unit = written.get(said.toLowerCase()) ?? said;
    return { number: Number(found[1]!.replaceAll(',', '')), ...(unit ? { unit } : {}) };
  },
  faults: ({ number }, { integer, min, max }) => {
    if (integer && !Number.isInteger(number)) return [{ path: ['number'], message: 'not a whole number' }];
    if (min !== undefined && number < min) return [{ path: ['number'], message: `less than ${min}` }];
    if (max !== undefined && number > max) return [{ path: ['number'], message: `more than ${max}` }];
    return [];
  },
  text: ({ number }) => [{ text: String(number) }],
  display: (value, _options, locale) => said(value, locale),
  converted: true,
  index: (value) => ({
    number: value.number,
    sort: write(value),
    facets: [{ key: write(value), label: write(value) }],
  }),
  jsonld: ({ number, unit }) => (unit ? { '@type': 'QuantitativeValue', value: number, unitText: unit } : number),
  dc: (value) => [write(value)],
  marc: (value) => ({ a: write(value) }),
};
