import { z } from 'zod';
import type { FieldType } from '../../server/contract/plugin.js';

/** Only addresses that a browser may be sent to: what is stored here becomes a link on a public page. */
const WebAddress = z.url({ protocol: /^https?$/, hostname: /^\S+$/ }).max(2000);

export const UrlValue = z.preprocess(
  (given) => (typeof given === 'string' ? { href: given } : given),
  z.strictObject({ href: z.string().trim().pipe(WebAddress), label: z.string().max(500).optional() }),
);
export type UrlValue = z.infer<typeof UrlValue>;

export const UrlOptions = z.object({});

/** Without what every address begins with. */
export const short = (href: string): string => href.replace(/^https?:\/\//, '').replace(/\/$/, '');

export const urlType: FieldType<UrlValue, z.infer<typeof UrlOptions>> = {
  key: 'url',
  value: UrlValue,
  options: UrlOptions,
  normalise: ({ href, label }) => ({ href, ...(label?.trim() ? { label: label.trim() } : {}) }),
  words: ({ href, label }) => (label ? `${label} ${href}` : href),
  read: (words) => {
    const found = [...words.matchAll(/https?:\/\/[^\s<>()[\]（）《》“”]+/gi)];
    // Of several addresses nobody says which is meant.
    if (found.length !== 1) return undefined;
    const [{ 0: href, index }] = found as [RegExpExecArray];
    const rest = `${words.slice(0, index)} ${words.slice(index + href.length)}`;
    const label = rest
      .replace(/[<>()[\]（）]+|[:：]\s*$/g, ' ')
      .replace(/\s+/g, ' ')
      .replace(/[\s:：]+$/, '')
      .trim();
    return { href, ...(label ? { label } : {}) };
  },
  text: ({ href, label }) => [{ text: label ?? short(href) }],
  display: ({ href, label }) => label ?? short(href),
  index: ({ href, label }) => ({ sort: label ?? short(href) }),
  jsonld: ({ href }) => href,
  dc: ({ href }) => [href],
  marc: ({ href, label }) => ({ u: href, ...(label ? { y: label } : {}) }),
};
