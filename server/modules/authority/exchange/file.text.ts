import { nameTable } from '../../../contract/name.table.js';

/** What a file that was sent turned out to be. */
export type FileFormat = 'csv' | 'turtle' | 'rdfxml' | 'jsonld';

/** What is wrong with a file as a whole; nothing in it is looked at any further. */
export class FileRefused extends Error {
  constructor(
    readonly code: FileProblem,
    readonly value = '',
    readonly row = 1,
  ) {
    super(code);
    this.name = 'FileRefused';
  }
}

export type FileProblem =
  | 'empty'
  | 'encoding'
  | 'spreadsheet'
  | 'binary'
  | 'format'
  | 'too-many'
  | 'columns'
  | 'quote'
  | 'syntax'
  | 'entities'
  | 'remote'
  | 'no-concepts';

const startsWith = (bytes: Uint8Array, ...wanted: number[]) => wanted.every((byte, at) => bytes[at] === byte);

/** Text of a file that anybody's spreadsheet may have written: UTF-8, UTF-16 behind its mark, or GB18030. */
export function textOf(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new FileRefused('empty');
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw new FileRefused('spreadsheet');
  const text = decoded(bytes);
  if (text === undefined) throw new FileRefused('encoding');
  if (text.includes('\0')) throw new FileRefused('binary');
  if (text.trim() === '') throw new FileRefused('empty');
  return text;
}

function decoded(bytes: Uint8Array): string | undefined {
  const marked = startsWith(bytes, 0xff, 0xfe) ? 'utf-16le' : startsWith(bytes, 0xfe, 0xff) ? 'utf-16be' : undefined;
  for (const encoding of marked ? [marked] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not in this one: the next is tried.
    }
  }
  return undefined;
}

const endings = nameTable<FileFormat>({
  csv: 'csv',
  txt: 'csv',
  tsv: 'csv',
  ttl: 'turtle',
  nt: 'turtle',
  rdf: 'rdfxml',
  xml: 'rdfxml',
  owl: 'rdfxml',
  jsonld: 'jsonld',
  json: 'jsonld',
});

/** What begins like something is that; what does not, is what its name says. */
export function formatOf(name: string, text: string): FileFormat {
  const head = text.slice(0, 2000).trimStart();
  if (/^<(\?xml|!DOCTYPE|!--|rdf:RDF|RDF)/i.test(head)) return 'rdfxml';
  if (/^[[{]/.test(head) && !name.toLowerCase().endsWith('.csv')) return 'jsonld';
  if (/^(@prefix|@base|PREFIX|BASE|<\w+:[^>\s]*>\s)/.test(head.replace(/^(#.*\n\s*)+/, ''))) return 'turtle';
  const format = endings[name.toLowerCase().split('.').at(-1) ?? ''];
  if (!format) throw new FileRefused('format', name);
  return format;
}
