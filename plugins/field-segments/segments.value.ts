import { z } from 'zod';
import type { FieldType } from '../../server/contract/plugin.js';

const Seconds = z.number().min(0).max(1_000_000);

/** Subtitles and editors of sound say start and end. */
function shaped(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || !('start' in given)) return given;
  const { start, ...rest } = given;
  if (!('end' in rest)) return { from: start, ...rest };
  const { end, ...more } = rest;
  return { from: start, to: end, ...more };
}

/** A stretch of a recording, in seconds: where it begins, where it ends, and what is spoken of. */
export const SegmentValue = z
  .preprocess(
    shaped,
    z.strictObject({
      from: Seconds,
      to: Seconds.optional(),
      title: z
        .string()
        .max(500)
        .refine((title) => title.trim() !== '', 'empty'),
      note: z.string().max(5000).optional(),
      speaker: z.string().max(200).optional(),
    }),
  )
  .refine(({ from, to }) => to === undefined || to > from, 'ends before it begins');
export type SegmentValue = z.infer<typeof SegmentValue>;

export const SegmentOptions = z.object({});

/** 1:02:03 or 2:03, with tenths only where they are there. */
export function clock(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const [hours, minutes, rest] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60, (tenths % 600) / 10];
  const two = (part: number): string => (part < 10 ? `0${part}` : `${part}`);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** What `clock` writes, and plain seconds. */
export function readClock(text: string): number | null {
  const parts = text.trim().replaceAll('：', ':').split(':');
  if (parts.length > 3 || parts.some((part) => !/^\d+(\.\d+)?$/.test(part))) return null;
  if (parts.slice(1).some((part) => Number(part) >= 60)) return null;
  return parts.reduce((seconds, part) => seconds * 60 + Number(part), 0);
}

const span = ({ from, to }: SegmentValue): string => (to === undefined ? clock(from) : `${clock(from)}–${clock(to)}`);

export const segmentType: FieldType<SegmentValue, z.infer<typeof SegmentOptions>> = {
  key: 'segments',
  value: SegmentValue,
  options: SegmentOptions,
  longest: 5000,
  normalise: ({ from, to, title, note, speaker }) => ({
    from: from === 0 ? 0 : from,
    ...(to !== undefined ? { to } : {}),
    title: title.trim(),
    ...(note?.trim() ? { note: note.trim() } : {}),
    ...(speaker?.trim() ? { speaker: speaker.trim() } : {}),
  }),
  // 1:02–2:03 逃难到金华, [00:01:02] 逃难到金华
  read: (words) => {
    const found =
      /^\s*\[?(\d+(?:[:：]\d+){1,2}(?:\.\d+)?)\]?(?:\s*[-–—~至]+>?\s*\[?(\d+(?:[:：]\d+){1,2}(?:\.\d+)?)\]?)?[\s,，]*(.+)$/su.exec(
        words,
      );
    const [from, to] = [readClock(found?.[1] ?? ''), found?.[2] === undefined ? undefined : readClock(found[2])];
    if (!found || from === null || to === null) return undefined;
    return { from, ...(to === undefined ? {} : { to }), title: found[3]!.replace(/\s+/g, ' ').trim() };
  },
  fullText: () => true,
  text: ({ title, note, speaker }) => [title, speaker, note].flatMap((text) => (text ? [{ text }] : [])),
  display: (value) => `${span(value)} ${value.title}`,
  spoken: ({ from, to, title, note, speaker }) => ({
    from,
    ...(to !== undefined ? { to } : {}),
    text: [speaker ? `${speaker}${/\p{Script=Han}/u.test(title) ? '：' : ': '}${title}` : title, note]
      .filter(Boolean)
      .join('\n'),
  }),
  index: ({ from, title }) => ({ number: from, sort: title }),
  jsonld: ({ from, to, title }) => ({
    '@type': 'Clip',
    name: title,
    startOffset: from,
    ...(to !== undefined ? { endOffset: to } : {}),
  }),
  dc: (value) => [`${span(value)} ${value.title}`],
  marc: (value) => ({ a: `${span(value)} ${value.title}` }),
};
