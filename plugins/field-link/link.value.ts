import { z } from 'zod';
import { isPid, Pid } from '../../server/contract/pid.js';
import type { FieldType } from '../../server/contract/plugin.js';

/** Another item, by its public id or its address, with the title it had when it was chosen. Or a title alone. */
const fromAddress = (text: string): unknown => {
  const pid = /\/i\/([^/?#]+)/.exec(text)?.[1] ?? text.trim();
  return isPid(pid) ? { item: pid } : { title: text };
};

export const LinkValue = z
  .preprocess(
    (given) => (typeof given === 'string' ? fromAddress(given) : given),
    z.strictObject({
      item: Pid.optional(),
      title: z.string().max(500).optional(),
      note: z.string().max(500).optional(),
    }),
  )
  .refine(({ item, title }) => item !== undefined || (title ?? '').trim() !== '', 'empty');
export type LinkValue = z.infer<typeof LinkValue>;

export const LinkOptions = z.object({});

const name = ({ item, title }: LinkValue): string => title ?? item ?? '';

export const linkType: FieldType<LinkValue, z.infer<typeof LinkOptions>> = {
  key: 'link',
  value: LinkValue,
  options: LinkOptions,
  normalise: ({ item, title, note }) => ({
    ...(item ? { item } : {}),
    ...(title?.trim() ? { title: title.trim() } : {}),
    ...(note?.trim() ? { note: note.trim() } : {}),
  }),
  text: ({ title, note }) => [title, note].flatMap((text) => (text ? [{ text }] : [])),
  display: (value) => name(value),
  note: ({ note }) => note,
  href: ({ item }) => (item ? `/i/${item}` : undefined),
  index: (value) => ({
    facets: [{ key: value.item ?? name(value), label: name(value) }],
    sort: name(value),
    ...(value.item ? { ref: value.item } : {}),
  }),
  jsonld: (value) => ({ '@type': 'CreativeWork', name: name(value) }),
  dc: (value) => [name(value)],
  marc: (value) => ({ t: name(value), ...(value.item ? { w: value.item } : {}) }),
};
