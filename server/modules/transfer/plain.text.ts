import type { WholeItem } from '../catalog/whole.service.js';

/** Where it is from stands above it: a text that wanders is still known. */
export interface Provenance {
  citation: string;
  /** Canonical. */
  url: string;
}

/** The text of an item, piece by piece: what it is and where from, then page after page under their labels. */
export async function* plainText({ item, texts }: WholeItem, { citation, url }: Provenance): AsyncGenerator<string> {
  const rights = item.rights.filter(({ blank }) => !blank).map(({ text }) => text);
  yield `${[item.title.text, citation, ...rights, url].filter(Boolean).join('\n')}\n`;
  for await (const { label, text } of texts()) {
    yield `\n${label === '' ? '' : `【${label}】\n`}${text.replace(/\r\n?/g, '\n').trimEnd()}\n`;
  }
}
