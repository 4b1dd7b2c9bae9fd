/** What a file is, for whoever must bring it into another form. */
const kinds: [pattern: RegExp, key: string][] = [
  [/^image\/(?:jp2|jpx|jpm|jph|j2c|mj2)$/, 'jpeg2000'],
  [/^image\/(?:heic|heif|avif)/, 'heic'],
  [/^image\/svg|html/, 'drawing'],
  [/[/+]xml$/, 'xml'],
  [/^image\//, 'image'],
  [/^application\/pdf$/, 'pdf'],
  [/epub/, 'epub'],
  [/spreadsheet|excel|^text\/csv$/, 'table'],
  [/msword|officedocument|opendocument|rtf/, 'document'],
  [/zip|x-rar|x-7z|x-tar|gzip|x-bzip2|x-xz|zstd/, 'archive'],
  [/^text\//, 'text'],
  [/^(?:audio|video)\//, 'media'],
];

const weaknesses = new Set(['short', 'simple', 'common', 'name', 'long']);

const waitAdvice = (seconds: unknown) =>
  typeof seconds === 'number' ? (seconds <= 90 ? 'wait-seconds' : 'wait-minutes') : undefined;

const reasons = new Set(['bomb', 'script', 'archive', 'pdf', 'outside', 'died']);

/**
 * Which sentence beyond that of the code says what to do: a key of `problems.advice`. The server tells what it found;
 * what a cataloger does about it depends on that, and not on the code alone.
 */
export function adviceFor(code: string, params: Record<string, unknown>): string | undefined {
  const text = (key: string) => (typeof params[key] === 'string' ? params[key] : '');
  switch (code) {
    case 'file.unsupported':
      return kinds.find(([pattern]) => pattern.test(text('type')))?.[1] ?? 'other';
    case 'file.unsafe':
      return reasons.has(text('reason')) ? `unsafe-${text('reason')}` : undefined;
    case 'file.too-large':
      if (text('reason') === 'interlaced') return 'interlaced';
      return ['maxPixels', 'maxTriangles', 'maxNodes', 'maxValues', 'maxPages', 'maxBytes'].find(
        (key) => typeof params[key] === 'number',
      );
    case 'account.weak-password':
      return weaknesses.has(text('reason')) ? `password-${text('reason')}` : undefined;
    case 'session.locked':
    case 'request.too-many':
      return waitAdvice(params['retryAfter']);
    default:
      return undefined;
  }
}

/** Numbers of the sentence as people say them: bytes in MB, pixels in millions. */
export function spoken(params: Record<string, unknown>, locale: string): Record<string, unknown> {
  const number = new Intl.NumberFormat(locale);
  const per: Record<string, number> = { maxBytes: 1024 * 1024, maxPixels: 1_000_000 };
  const wait = params['retryAfter'];
  const told = typeof wait === 'number' ? { ...params, minutes: Math.ceil(wait / 60) } : params;
  return Object.fromEntries(
    Object.entries(told).map(([key, value]) => [
      key,
      typeof value === 'number' ? number.format(Math.floor(value / (per[key] ?? 1))) : value,
    ]),
  );
}
