import type { MediaResource, Spoken } from '../../contract/plugin.js';
import type { CanvasPlace, Iiif } from './canvas.js';
import { shapeOf } from './canvas.shape.js';
import { presentationContext } from './json-ld.answer.js';
import { plain } from './language.map.js';
import type { ManifestPage } from './manifest.repository.js';

/** What the record has of its recording. */
export interface Said extends Spoken {
  lang?: string;
}

/** The same in the seconds of one page; to its end where that is not known. */
export interface Timed {
  from: number;
  to?: number;
  text: string;
  lang?: string;
}

/** So many are one page of annotations: a long interview has a thousand. */
const inPart = 200;

export const partsOf = (timed: readonly Timed[]): number => Math.ceil(timed.length / inPart);

const played = (resource: MediaResource | undefined): boolean => resource === 'Sound' || resource === 'Video';

/**
 * What is said on each page, for whoever may read its text. The record counts the seconds of one recording, which is a page
 * or is played by several, each a stretch of it; of several recordings nobody knows which one is meant.
 */
export function spokenOn(
  { rule, resourceOf }: Pick<CanvasPlace, 'rule' | 'resourceOf'>,
  pages: readonly ManifestPage[],
  said: readonly Said[],
): Map<string, Timed[]> {
  const recordings = pages.filter((page) => page.file_pid !== null && played(resourceOf(page.handler)));
  if (said.length === 0 || new Set(recordings.map((page) => page.file_pid)).size !== 1) return new Map();
  const ordered = [...said].sort((one, other) => one.from - other.from);
  const readable = recordings.filter((page) => rule.opens('text', 'play', page));
  return new Map(
    readable.flatMap((page) => {
      const timed = onPage(page, resourceOf(page.handler), ordered);
      return timed.length > 0 ? [[page.pid, timed] as const] : [];
    }),
  );
}

function onPage(page: ManifestPage, resource: MediaResource | undefined, said: readonly Said[]): Timed[] {
  const begins = page.source.time?.[0] ?? 0;
  const known = page.source.time !== undefined || typeof page.technical?.['duration'] === 'number';
  const duration = known ? (shapeOf(page, resource).duration ?? Infinity) : Infinity;
  return said.flatMap(({ from, to, text, lang }, at): Timed[] => {
    const until = to ?? nextAfter(said, at) ?? Infinity;
    const [first, last] = [seconds(Math.max(0, from - begins)), seconds(Math.min(duration, until - begins))];
    if (first >= last) return [];
    return [{ from: first, ...(last === Infinity ? {} : { to: last }), text, ...(lang ? { lang } : {}) }];
  });
}

/** When something else is said. */
function nextAfter(said: readonly Said[], at: number): number | undefined {
  let next = at + 1;
  while (next < said.length && said[next]!.from === said[at]!.from) next++;
  return said[next]?.from;
}

const seconds = (value: number): number => Math.round(value * 100) / 100;

const addressOf = (publicUrl: string, itemPid: string, page: string, part: number, parts: number): string =>
  `${publicUrl}/iiif/${itemPid}/spoken/${page}${parts > 1 ? `?part=${part}` : ''}`;

/** As a canvas names them: what is said may be longer than the manifest. */
export const spokenRefs = (publicUrl: string, itemPid: string, page: string, parts: number): Iiif[] =>
  Array.from({ length: parts }, (_, at) => ({
    id: addressOf(publicUrl, itemPid, page, at + 1, parts),
    type: 'AnnotationPage',
  }));

/** One part of what is said on a page, each when it is said. */
export function spokenPage(
  publicUrl: string,
  itemPid: string,
  page: string,
  timed: readonly Timed[],
  part: number,
): { type: string } & Iiif {
  const id = addressOf(publicUrl, itemPid, page, part, partsOf(timed));
  const canvas = `${publicUrl}/iiif/${itemPid}/canvas/${page}`;
  const first = (part - 1) * inPart;
  return {
    '@context': presentationContext,
    id,
    type: 'AnnotationPage',
    items: timed.slice(first, first + inPart).map(({ from, to, text, lang }, at) => {
      const [language] = Object.keys(plain(text, lang));
      return {
        id: `${id}#${first + at + 1}`,
        type: 'Annotation',
        motivation: 'supplementing',
        body: {
          type: 'TextualBody',
          value: text,
          format: 'text/plain',
          ...(language === 'none' ? {} : { language }),
        },
        target: `${canvas}#t=${from}${to === undefined ? '' : `,${to}`}`,
      };
    }),
  };
}
