import { allRoutes, type KnownRoute } from '../../server/contract/api/index.js';
import { recordFormats } from '../../server/contract/api/interop.routes.js';
import { byteKinds } from '../../server/contract/api/media.routes.js';
import { bytesOf } from '../support/bytes.js';
import type { Visitor } from '../support/visitor.js';

/** An item with what belongs to it, by public ids, and words to look for it with. */
export interface Walked {
  library: { pid: string; slug: string };
  collection: string;
  item: string;
  page: string;
  file: string;
  caption: string;
  /** The few pixels that are shown before the picture itself is there. */
  preview: string;
  words: readonly string[];
}

/** Parts of addresses that lead to no item, whoever asks: what hangs on them is not walked. */
const elsewhere = /^(asset|sheet|list|letters|rest|topic|path)$/;
const elsewhereToo =
  /^GET (~\/(a\/|assets|brand|about|docs|offline|console|sw\.js|favicon|robots|\.well-known)|\/(healthz|readyz|metrics|api\/|session|templates))/;

/** Every public address that tells readers anything, filled in for one item. A new route with parts unknown here fails. */
function addressesOf(thing: Walked): string[] {
  const given: Record<string, readonly string[]> = {
    library: [thing.library.pid],
    slug: [thing.library.slug],
    collection: [thing.collection],
    item: [thing.item],
    page: [thing.page],
    leaf: [thing.page],
    file: [thing.file],
    caption: [thing.caption],
    image: [thing.page],
    kind: Object.keys(byteKinds),
    region: ['full'],
    size: ['max', '200,'],
    rotation: ['0'],
    facet: ['subject', 'collection'],
    part: ['items', 'items-1'],
  };
  const named = ({ key }: KnownRoute): readonly string[] => {
    if (key.startsWith('GET ~/c/')) return [thing.collection];
    return key.startsWith('GET ~/i/') ? [thing.item] : ['default.jpg'];
  };
  const formats = ({ key }: KnownRoute): readonly string[] => {
    if (key.includes('/whole/')) return ['pdf', 'txt'];
    return key.includes('/cite/') ? ['bib', 'ris', 'txt'] : recordFormats;
  };
  const asked = ({ spec, path }: KnownRoute): string[] => {
    const words = thing.words.map((word) => `?q=${encodeURIComponent(word)}`);
    const query = spec.query as { shape?: object } | undefined;
    if (query?.shape && 'q' in query.shape) return 'limit' in query.shape ? words : ['', ...words];
    // Pages take any question.
    return spec.query && /\/(search|p\/:leaf)$/.test(path) ? ['', ...words] : [''];
  };
  return allRoutes.flatMap((route) => {
    const { key, method, path, spec } = route;
    const names = [...path.matchAll(/[:*](\w+)/g)].map(([, name]) => name!);
    if (method !== 'GET' || spec.access !== 'public' || elsewhereToo.test(key)) return [];
    if (names.some((name) => elsewhere.test(name))) return [];
    const filled = names.reduce<string[]>(
      (paths, name) => {
        const values = name === 'name' ? named(route) : name === 'format' ? formats(route) : given[name];
        if (!values) throw new Error(`the walk does not know what to put for :${name} of ${key}`);
        return paths.flatMap((one) => values.map((value) => one.replace(`:${name}`, encodeURIComponent(value))));
      },
      [path],
    );
    return filled.flatMap((one) => asked(route).map((query) => `${one}${query}`));
  });
}

export interface Told {
  address: string;
  status: number;
  type: string;
  text: string;
}

/** What a reader is told at all of them, or at some; in two languages where the pages are. */
export async function walk(who: Visitor, thing: Walked, some = /./): Promise<Told[]> {
  const all = addressesOf(thing).flatMap((one) => (/^\/(i|search)\b/.test(one) ? [one, `/en${one}`] : [one]));
  const told: Told[] = [];
  for (const address of new Set(all.filter((one) => some.test(one)))) {
    const { status, headers, bytes } = await bytesOf(who, address);
    told.push({ address, status, type: headers.get('content-type') ?? '', text: bytes.toString('utf8') });
  }
  return told;
}

/** Where some words stand. */
export const telling = (told: readonly Told[], words: string): string[] =>
  told.flatMap(({ address, text }) => (text.includes(words) ? [address] : []));

const drawnByUs = /^\/(favicon\.ico|apple-touch-icon\.png|.*qr\.svg)/;

/** Addresses that send a picture, or lead to one of that page, or hold one. */
export const picturing = (told: readonly Told[], { page, preview }: Walked): string[] =>
  told.flatMap(({ address, status, type, text }) => {
    const sent = status === 200 && type.startsWith('image/') && !drawnByUs.test(address);
    const led = text.includes(`/p/${page}/`) || text.includes(`/iiif/image/3/${page}`) || text.includes(preview);
    // A closed image says its own address in its refusal.
    return sent || (status < 400 && led) ? [address] : [];
  });
