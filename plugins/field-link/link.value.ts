import { z } from 'zod';
import { isPid, Pid } from '../../server/contract/pid.js';
import type { FieldType } from '../../server/contract/plugin.js';
import { partLabel, relationRoles } from '../../server/contract/relations.js';
import { localize } from '../../server/contract/localized.js';

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
      /** Which part of the whole: one of the known parts by its key, else as it is called. */
      part: z.string().max(60).optional(),
    }),
  )
  .refine(({ item, title }) => item !== undefined || (title ?? '').trim() !== '', 'empty');
export type LinkValue = z.infer<typeof LinkValue>;

/** What the item is to the one it leads to; without it a link only mentions. */
export const LinkOptions = z.object({ relation: z.enum(relationRoles as [string, ...string[]]).optional() });

const tidy = (parts: Omit<LinkValue, 'item'>): Omit<LinkValue, 'item'> =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined && part !== ''));

const name = ({ item, title }: LinkValue): string => title ?? item ?? '';

export const linkType: FieldType<LinkValue, z.infer<typeof LinkOptions>> = {
  key: 'link',
  value: LinkValue,
  options: LinkOptions,
  normalise: ({ item, title, note, part }) => ({
    ...(item ? { item } : {}),
    ...(title?.trim() ? { title: title.trim() } : {}),
    ...(note?.trim() ? { note: note.trim() } : {}),
    ...(part?.trim() ? { part: part.trim() } : {}),
  }),
  words: ({ item, title, note }) =>
    [...(title ? [title] : []), ...(item ? [`/i/${item}`] : []), ...(note ? [`（${note}）`] : [])].join(' '),
  read: (words) => {
    const text = words.replace(/\s+/g, ' ').trim();
    if (text === '') return undefined;
    const address = /<?(?:https?:\/\/\S+?)?\/i\/([^\s/?#>]+)\S*/.exec(text);
    const item = address?.[1] ?? text;
    if (!isPid(item)) return { title: text };
    const title = address ? text.slice(0, address.index).trim() : '';
    const note = address ? text.slice(address.index + address[0].length).replace(/^\s*[（(]|[）)]\s*$/g, '') : '';
    return { item, ...(title ? { title } : {}), ...(note.trim() ? { note: note.trim() } : {}) };
  },
  text: ({ title, note }) => [title, note].flatMap((text) => (text ? [{ text }] : [])),
  display: (value) => name(value),
  note: ({ note, part }, _, locale) =>
    [part && localize(partLabel(part), locale), note].filter(Boolean).join(' · ') || undefined,
  href: ({ item }) => (item ? `/i/${item}` : undefined),
  index: (value) => ({
    facets: [{ key: value.item ?? name(value), label: name(value) }],
    sort: name(value),
    ...(value.item ? { ref: value.item } : {}),
  }),
  linking: {
    role: ({ relation }) => relation,
    of: ({ item, title, note, part }) => (item ? { item, ...tidy({ title, note, part }) } : undefined),
    to: ({ item, ...more }) => ({ item, ...tidy(more) }),
    seen: ({ item, ...value }, title) =>
      title !== null ? { ...value, ...(item ? { item } : {}), title } : value.title ? value : undefined,
  },
  jsonld: (value) => ({ '@type': 'CreativeWork', name: name(value) }),
  dc: (value) => [name(value)],
  marc: (value) => ({ t: name(value), ...(value.item ? { w: value.item } : {}) }),
};
