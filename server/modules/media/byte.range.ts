import type { ByteRange } from '../../platform/storage/storage.js';

/**
 * What a Range header asks of so many bytes: a stretch, the whole (`undefined`: none or one we need not understand,
 * such as several at once), or nothing that is there (`null`: 416). Stricter than range-parser, which answers 416 to
 * what RFC 9110 wants ignored (`bytes=5-2`), and takes several ranges apart that nobody here sends.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined | null {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!found || (found[1] === '' && found[2] === '')) return undefined;
  if (found[1] === '') {
    const last = Number(found[2]);
    if (last === 0 || size === 0) return null;
    return { start: Math.max(0, size - last), end: size - 1 };
  }
  const start = Number(found[1]);
  const end = found[2] === '' ? size - 1 : Math.min(Number(found[2]), size - 1);
  if (found[2] !== '' && Number(found[2]) < start) return undefined;
  return start >= size ? null : { start, end };
}

/** Whether what the client has is what we would send. Weak and strong tags of ours mean the same bytes. */
export function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  const plain = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.split(',').some((tag) => plain(tag) === plain(etag));
}
