import { z } from 'zod';
import { isPid, Pid } from '../../server/contract/pid.js';
import type { FieldType } from '../../server/contract/plugin.js';

/** `<page>#xywh=percent:10,20,30,5`: a media fragment of the W3C, as IIIF viewers copy it. */
function fromFragment(text: string): unknown {
  const found = /^(.*?)#xywh=(?:percent|pct):([\d.,]+)$/.exec(text.trim());
  const page = found && (/\/(?:p|3)\/([^/#?]+)/.exec(found[1]!)?.[1] ?? found[1]!);
  return page && isPid(page) ? { page, box: found[2]!.split(',').map(Number) } : text;
}

const Percent = z.number().min(0).max(100);

/** Part of the image of a page, in percent of its sides from the top left: a seal, a face, a line of a colophon. */
export const RegionValue = z
  .preprocess(
    (given) => (typeof given === 'string' ? fromFragment(given) : given),
    z.strictObject({
      page: Pid,
      /** The label that the page had when the part was drawn. */
      label: z.string().max(200).optional(),
      box: z.tuple([Percent, Percent, Percent, Percent]),
      note: z.string().max(500).optional(),
    }),
  )
  .refine(({ box: [x, y, width, height] }) => width > 0 && height > 0 && x + width <= 100.01 && y + height <= 100.01, {
    message: 'outside the image',
  });
export type RegionValue = z.infer<typeof RegionValue>;

export const RegionOptions = z.object({});

/** A hundredth of a percent is a pixel of a page of ten thousand. */
const rounded = (value: number): number => Math.round(value * 100) / 100 + 0;

const lineOf = ({ label, note, page }: RegionValue): string =>
  [note, label ?? (note ? undefined : page)].filter(Boolean).join('，');

export const regionType: FieldType<RegionValue, z.infer<typeof RegionOptions>> = {
  key: 'region',
  value: RegionValue,
  options: RegionOptions,
  normalise: ({ page, label, box, note }) => {
    const [x, y, width, height] = box.map(rounded) as RegionValue['box'];
    return {
      page,
      ...(label?.trim() ? { label: label.trim() } : {}),
      box: [x, y, Math.min(width, rounded(100 - x)), Math.min(height, rounded(100 - y))],
      ...(note?.trim() ? { note: note.replace(/\s+/g, ' ').trim() } : {}),
    };
  },
  // The label is that of the page it lies on.
  text: ({ note, label }) => [
    ...(note ? [{ text: note }] : []),
    ...(label ? [{ text: label, beside: true as const }] : []),
  ],
  display: lineOf,
  index: (value) => ({ sort: lineOf(value), ref: value.page }),
  jsonld: (value) => lineOf(value),
  dc: (value) => [lineOf(value)],
  // An address and a fragment of it, as 856 has them.
  marc: (value) => ({ a: lineOf(value), u: `/p/${value.page}/medium#xywh=percent:${value.box.join(',')}` }),
};
