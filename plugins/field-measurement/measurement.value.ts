import { z } from 'zod';
import type { FieldType } from '../../server/contract/plugin.js';
import { namedBy } from '../../server/contract/value.label.js';
import { measuredIn } from './measured.js';
import { readMeasurement } from './measurement.reading.js';

export const units = ['mm', 'cm', 'm'] as const;
const inMillimetres = { mm: 1, cm: 10, m: 1000 } as const;
const Side = z.number().positive().max(1_000_000).optional();

/** 版框 20.1 × 14.2 cm: what was measured, height before width before depth. */
export const MeasurementValue = z
  .strictObject({
    height: Side,
    width: Side,
    depth: Side,
    unit: z.enum(units).default('cm'),
    /** What was measured: 版框, 画心, 通高. */
    what: z.string().max(100).optional(),
    note: z.string().max(500).optional(),
  })
  .refine(({ height, width, depth }) => (height ?? width ?? depth) !== undefined, 'no side is given');
export type MeasurementValue = z.infer<typeof MeasurementValue>;

export const MeasurementOptions = z.object({
  /** What is measured by default, and the unit offered first. */
  what: z.string().max(100).optional(),
  unit: z.enum(units).default('cm'),
});
export type MeasurementOptions = z.infer<typeof MeasurementOptions>;

const sides = ({ height, width, depth }: MeasurementValue): number[] =>
  [height, width, depth].filter((side) => side !== undefined);

/** Alone, a height or a depth must say which it is; the three together are known by their order. */
function size(value: MeasurementValue, english: boolean): string {
  const { height, width, depth, unit } = value;
  const given = sides(value);
  const name = (zh: string, en: string): string => (english ? `${en} ` : zh);
  const told =
    given.length > 1
      ? ''
      : height !== undefined
        ? name('高', 'height')
        : width !== undefined
          ? name('宽', 'width')
          : depth !== undefined
            ? name('厚', 'depth')
            : '';
  return `${told}${given.join(' × ')} ${unit}`;
}

/** With room, each side says which it is: 高 20.1 × 宽 14.2 cm. */
function sized({ height, width, depth, unit }: MeasurementValue, english: boolean): string {
  const named = [
    [english ? 'H' : '高', height],
    [english ? 'W' : '宽', width],
    [english ? 'D' : '厚', depth],
  ] as const;
  const given = named.flatMap(([name, side]) => (side === undefined ? [] : [`${name} ${side}`]));
  return `${given.join(' × ')} ${unit}`;
}

function write(value: MeasurementValue, english: boolean): string {
  const told = [value.what, size(value, english)].filter(Boolean).join(' ');
  if (!value.note) return told;
  return english ? `${told} (${value.note})` : `${told}（${value.note}）`;
}

export const measurementType: FieldType<MeasurementValue, MeasurementOptions> = {
  key: 'measurement',
  value: MeasurementValue,
  options: MeasurementOptions,
  normalise: (value, options) => {
    const what = value.what?.trim() || options.what;
    const note = value.note?.trim();
    const { height, width, depth, unit } = value;
    return {
      ...(height !== undefined ? { height } : {}),
      ...(width !== undefined ? { width } : {}),
      ...(depth !== undefined ? { depth } : {}),
      unit,
      ...(what ? { what } : {}),
      ...(note ? { note } : {}),
    };
  },
  read: (words, { unit }) => readMeasurement(words, unit),
  // Units and names of sides are printed around what it says; what was measured is a name of the size.
  text: (value) => [
    ...(value.what ? [{ text: value.what, beside: true as const }] : []),
    { text: sides(value).join(' × ') },
    ...(value.note ? [{ text: value.note }] : []),
  ],
  display: (value, _options, locale) => write(value, locale === 'en'),
  converted: true,
  spread: (value, _options, locale) => {
    const { what, note } = value;
    const text = sized(value, locale === 'en');
    return [
      { key: 'size', ...(what ? namedBy(measuredIn(what, locale), locale) : {}), text, ...(note ? { note } : {}) },
    ];
  },
  index: (value) => {
    const first = sides(value)[0]!;
    return { number: first * inMillimetres[value.unit], sort: write(value, false) };
  },
  jsonld: (value) => ({ '@type': 'QuantitativeValue', description: write(value, true), unitText: value.unit }),
  dc: (value) => [write(value, false)],
  marc: (value) => ({ d: size(value, false) }),
};
