import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import type { MediaHandler } from '../../contract/plugin.js';
import { Problem } from '../../contract/problems.js';
import { nameTable } from '../../contract/name.table.js';

const headBytes = 4096;
const edgeBytes = 65_557;

/** One name for each type: what file-type calls otherwise than IANA or than our handlers. */
const sameAs = nameTable<string>({
  'audio/wave': 'audio/wav',
  'audio/x-wav': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'audio/x-flac': 'audio/flac',
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'audio/opus': 'audio/ogg',
  'video/x-m4v': 'video/mp4',
  'audio/x-aiff': 'audio/aiff',
});

/**
 * What a file is by its content. Its name and what the browser said about it are never asked.
 * Whatever no handler knows, and whatever a browser could run, has no type here.
 */
export async function mediaTypeOf(path: string, size: number, handlers: Iterable<MediaHandler>): Promise<string> {
  const head = await readEdge(path, 0, headBytes);
  for (const handler of handlers) {
    const known = handler.recognise?.(head, size);
    if (known !== undefined) return known;
  }
  const active = activeType(head);
  if (active) throw new Problem('file.unsupported', { type: active });
  const found = await fileTypeFromFile(path).catch(() => undefined);
  if (!found) throw new Problem('file.unsupported', { type: looksLikeText(head) ? 'text/plain' : 'unknown' });
  return sameAs[found.mime] ?? found.mime;
}

async function readEdge(path: string, from: number, length: number): Promise<Buffer> {
  const handle = await open(path);
  try {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await handle.read(bytes, 0, length, from);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Marked-up text, much of which a browser would run: SVG, HTML, any XML. */
function activeType(head: Buffer): string | undefined {
  const texts = [head.toString('utf8'), head.toString('utf16le')].map((text) => text.replace(/^\uFEFF/, ''));
  const text = texts.find((one) => /^\s*<[?!a-z]/i.test(one));
  if (text === undefined) return undefined;
  if (/<svg[\s>]/i.test(text)) return 'image/svg+xml';
  return /<(?:!doctype\s+html|html|head|body|script)[\s>]/i.test(text) ? 'text/html' : 'text/xml';
}

function looksLikeText(head: Buffer): boolean {
  return !head.includes(0);
}

const scripted = /<(?:script|html|iframe|body|\?php)[\s>]|<\?php/i;

/**
 * Refuses files that are two things at once: a picture that is also an archive or a page. We would only ever send it
 * as a picture, but the next system that our readers put it into may not.
 */
export async function refusePolyglot(path: string, size: number): Promise<void> {
  const head = await readEdge(path, 0, Math.min(size, edgeBytes));
  const tailFrom = Math.max(0, size - edgeBytes);
  const tail = tailFrom === 0 ? head : await readEdge(path, tailFrom, edgeBytes);
  for (const edge of [head, tail]) {
    if (scripted.test(edge.toString('latin1'))) throw new Problem('file.unsafe', { reason: 'script' });
  }
  if (head.subarray(0, 1024).includes('%PDF-')) throw new Problem('file.unsafe', { reason: 'pdf' });
  if (endsAsZip(tail, size)) throw new Problem('file.unsafe', { reason: 'archive' });
}

/** The end record of a zip stands right before the end, and says how long the comment after it is. */
function endsAsZip(tail: Buffer, size: number): boolean {
  let at = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  while (at >= 0) {
    if (at + 22 <= tail.length) {
      const comment = tail.readUInt16LE(at + 20);
      const directory = tail.readUInt32LE(at + 12);
      if (at + 22 + comment === tail.length && directory <= size) return true;
    }
    at = at === 0 ? -1 : tail.lastIndexOf('PK\x05\x06', at - 1, 'latin1');
  }
  return false;
}
