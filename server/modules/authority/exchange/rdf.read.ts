import { Readable, type Transform } from 'node:stream';
import type { Quad } from '@rdfjs/types';
import { StreamParser } from 'n3';
import { isWhole } from '../../../contract/whole.text.js';
import { type FileFormat, FileRefused } from './file.text.js';

const base = 'urn:linlang:file';
const mostQuads = 3_000_000;
const chunkLength = 32_768;
const longestEntity = 300;
const deepest = 60;
const mostExpanded = 32_000_000;

/** Abbreviations of XML that stand for more than they should are how a small file fills a machine. */
function refuseEntities(text: string): void {
  if (!/<!ENTITY/i.test(text)) return;
  // One sign after the other: an expression for the whole would read the file again from every place it might begin.
  const begin = text.search(/<!DOCTYPE/i);
  const declaration = begin < 0 ? '' : text.slice(begin);
  const opening = declaration.search(/[[>]/);
  const subset = declaration[opening] === '[' ? declaration.slice(opening + 1) : '';
  const doctype = subset.slice(0, Math.max(0, subset.search(/\]\s*>/)));
  const declared = [...doctype.matchAll(/<!ENTITY\s+[^\s%]\S*\s+(?:"([^"]*)"|'([^']*)')\s*>/g)];
  const values = declared.map(([, double, single]) => double ?? single ?? '');
  const all = text.match(/<!ENTITY/gi)!.length;
  const longest = Math.max(0, ...values.map((value) => value.length));
  const uses = text.split('&').length;
  if (all !== values.length || values.some((value) => /[&%<]/.test(value)) || longest > longestEntity)
    throw new FileRefused('entities');
  if (longest * uses > mostExpanded) throw new FileRefused('entities');
}

/** What is nested deeper than anybody writes takes a reader longer than anybody waits. */
function refuseDepth(text: string): void {
  let depth = 0;
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (sign === '[' || sign === '{') depth++;
    else if (sign === ']' || sign === '}') depth--;
    if (depth > deepest) throw new FileRefused('syntax', sign);
  }
}

/** Loaded when a file comes: a process that never reads one need not have them. */
async function parserOf(
  format: Exclude<FileFormat, 'csv'>,
  refuse: (problem: FileRefused) => void,
): Promise<Transform> {
  if (format === 'turtle') return new StreamParser({ format: 'text/turtle', baseIRI: base }) as unknown as Transform;
  const { RdfXmlParser } = await import('rdfxml-streaming-parser');
  if (format === 'rdfxml') return new RdfXmlParser({ baseIRI: base, trackPosition: true }) as unknown as Transform;
  // Nothing is fetched for a file: what it needs to be understood has to stand in it.
  const load = (url: string): Promise<never> => {
    const problem = new FileRefused('remote', url);
    refuse(problem);
    return Promise.reject(problem);
  };
  const { JsonLdParser } = await import('jsonld-streaming-parser');
  return new JsonLdParser({ baseIRI: base, documentLoader: { load } }) as unknown as Transform;
}

function* chunks(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += chunkLength) yield text.slice(at, at + chunkLength);
}

/** The statements of a file, one after the other; whoever else this process serves gets their turn between. */
export async function* readRdf(format: Exclude<FileFormat, 'csv'>, text: string): AsyncGenerator<Quad> {
  if (format === 'rdfxml') refuseEntities(text);
  if (format === 'jsonld') refuseDepth(text);
  let refusal: FileRefused | undefined;
  const parser = await parserOf(format, (problem) => (refusal = problem));
  const source = Readable.from(chunks(text));
  let count = 0;
  try {
    for await (const quad of source.pipe(parser) as AsyncIterable<Quad>) {
      if (++count > mostQuads) throw new FileRefused('too-many', String(mostQuads));
      // Spelled out as an escape a file may say what its bytes may not hold.
      if (![quad.subject, quad.predicate, quad.object].every(({ value }) => isWhole(value)))
        throw new FileRefused('binary');
      if (count % 5000 === 0) await new Promise((resolve) => setImmediate(resolve));
      yield quad;
    }
  } catch (error) {
    // The reader says in its own words what we told it.
    throw refusal ?? (error instanceof FileRefused ? error : refused(error));
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function refused(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const line = /\bline:? (\d+)/i.exec(error.message)?.[1];
  return new FileRefused('syntax', error.message.slice(0, 200), Number(line ?? 1));
}
