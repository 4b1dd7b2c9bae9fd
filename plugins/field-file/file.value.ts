import { z } from 'zod';
import { isPid, Pid } from '../../server/contract/pid.js';
import type { FieldType } from '../../server/contract/plugin.js';

const fromAddress = (text: string): unknown => ({ file: /\/f\/([^/?#]+)/.exec(text)?.[1] ?? text.trim() });

/** A file of the item that is not one of its pages: a consent, a transcript. Its address or public id is taken too. */
export const FileValue = z.preprocess(
  (given) => (typeof given === 'string' ? fromAddress(given) : given),
  z.strictObject({ file: Pid, name: z.string().max(300).optional() }),
);
export type FileValue = z.infer<typeof FileValue>;

export const FileOptions = z.object({});

export const fileType: FieldType<FileValue, z.infer<typeof FileOptions>> = {
  key: 'file',
  value: FileValue,
  options: FileOptions,
  normalise: ({ file, name }) => ({ file, ...(name?.trim() ? { name: name.trim() } : {}) }),
  words: ({ file, name }) => [...(name ? [name] : []), `/f/${file}`].join(' '),
  read: (words) => {
    const address = /<?(?:https?:\/\/\S+?)?\/f\/([^\s/?#>]+)\S*/.exec(words);
    const file = address?.[1] ?? words.trim();
    const name = address ? words.replace(address[0], '').replace(/\s+/g, ' ').trim() : '';
    return isPid(file) ? { file, ...(name ? { name } : {}) } : undefined;
  },
  fullText: () => false,
  text: ({ name }) => (name && !isPid(name) ? [{ text: name }] : []),
  display: ({ file, name }) => name ?? file,
  href: ({ file }) => `/f/${file}/original`,
  index: ({ file, name }) => ({ sort: name ?? file, ref: file }),
  jsonld: ({ file, name }) => name ?? file,
  dc: ({ file, name }) => [name ?? file],
  marc: ({ file, name }) => ({ u: `/f/${file}/original`, ...(name ? { y: name } : {}) }),
};
