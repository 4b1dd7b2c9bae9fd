import type { Readable } from 'node:stream';
import { nameTable } from '../../../contract/name.table.js';
import { type Source, SourceRefused } from '../../batch/batch.verb.js';

/** What a file that was sent turned out to be. */
export type FileFormat = 'csv' | 'turtle' | 'rdfxml' | 'jsonld';

/** What is wrong with a file as a whole; nothing in it is looked at any further. */
export class FileRefused extends SourceRefused {
  constructor(code: FileProblem, value = '', row = 1) {
    super(code, value, row);
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
  | 'too-large'
  | 'columns'
  | 'quote'
  | 'syntax'
  | 'entities'
  | 'remote'
  | 'no-concepts';

const startsWith = (bytes: Uint8Array, ...wanted: number[]) => wanted.every((byte, at) => bytes[at] === byte);

/** A text that is read as often as it is asked for, and never held as a whole. */
export interface FileText {
  /** How it begins. */
  head: string;
  read(): AsyncGenerator<string>;
}

const headLength = 64 * 1024;
type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** Text of a file that anybody's spreadsheet may have written: UTF-8, UTF-16 behind its mark, or GB18030. Read through once. */
export async function textOf(source: Source): Promise<FileText> {
  const first = await firstOf(await source());
  if (first.length === 0) throw new FileRefused('empty');
  if (startsWith(first, 0x50, 0x4b, 3, 4) || startsWith(first, 0xd0, 0xcf, 0x11, 0xe0))
    throw new FileRefused('spreadsheet');
  const little = startsWith(first, 0xff, 0xfe);
  const encodings: Encoding[] = little ? ['utf-16le'] : startsWith(first, 0xfe, 0xff) ? ['utf-16be'] : ['utf-8', 'gb18030']; // prettier-ignore
  for (const encoding of encodings) {
    const read = () => decoded(source, encoding);
    const head = await lookThrough(read);
    if (head !== undefined) return { head, read };
  }
  throw new FileRefused('encoding');
}

async function firstOf(stream: Readable): Promise<Buffer> {
  let first = Buffer.alloc(0);
  for await (const part of stream) {
    first = Buffer.concat([first, part as Buffer]);
    if (first.length >= 4) break;
  }
  return first;
}

/** How it begins; undefined where it is not written so. */
async function lookThrough(read: FileText['read']): Promise<string | undefined> {
  let head = '';
  let blank = true;
  try {
    for await (const part of read()) {
      if (part.includes('\0')) throw new FileRefused('binary');
      if (head.length < headLength) head += part.slice(0, headLength - head.length);
      blank &&= part.trim() === '';
    }
  } catch (error) {
    // Not in this one: the next is tried.
    if ((error as { code?: string }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return undefined;
    throw error;
  }
  if (blank) throw new FileRefused('empty');
  return head;
}

async function* decoded(source: Source, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const part of await source()) {
    const text = decoder.decode(part as Buffer, { stream: true });
    if (text) yield text;
  }
  const rest = decoder.decode();
  if (rest) yield rest;
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
