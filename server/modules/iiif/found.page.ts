import type { FoundPlace } from '../../contract/reader.js';
import type { Iiif } from './canvas.js';
import { presentationContext } from './json-ld.answer.js';
import { plain } from './language.map.js';

export const contentSearchContext = 'http://iiif.io/api/search/2/context.json';

/** What the standard lets programs narrow a search by, and we do not. */
const notAsked = ['motivation', 'date', 'user'];
/** So many are one page of an answer: a book says 之 some thousand times. */
const onPage = 500;

export interface FoundQuestion {
  q: string;
  part: number;
  /** What came with the question, by name. */
  given: readonly string[];
}

export const foundParts = (places: readonly FoundPlace[]): number => Math.max(1, Math.ceil(places.length / onPage));

/** By Content Search 2: annotations where the words stand, and beside them which part of each is what was asked for. */
export function foundPage(
  publicUrl: string,
  itemPid: string,
  { q, part, given }: FoundQuestion,
  places: readonly FoundPlace[],
): { type: string } & Iiif {
  const parts = foundParts(places);
  const whole = `${publicUrl}/iiif/${itemPid}/search?${new URLSearchParams({ q })}`;
  const id = (at: number) => (parts > 1 ? `${whole}&page=${at}` : whole);
  const first = (part - 1) * onPage;
  const shown = places.slice(first, first + onPage);
  const ignored = notAsked.filter((name) => given.includes(name));
  const nameOf = (at: number) => `${whole}#${first + at + 1}`;
  return {
    '@context': [contentSearchContext, presentationContext],
    id: id(part),
    type: 'AnnotationPage',
    ...(ignored.length > 0 ? { ignored } : {}),
    ...(parts > 1
      ? {
          partOf: { id: whole, type: 'AnnotationCollection', total: places.length, first: { id: id(1), type: 'AnnotationPage' }, last: { id: id(parts), type: 'AnnotationPage' } }, // prettier-ignore
          startIndex: first,
          ...(part > 1 ? { prev: { id: id(part - 1), type: 'AnnotationPage' } } : {}),
          ...(part < parts ? { next: { id: id(part + 1), type: 'AnnotationPage' } } : {}),
        }
      : {}),
    items: shown.map(({ page, before, word, after, box }, at) => {
      const text = before + word + after;
      const [language] = Object.keys(plain(text));
      const canvas = `${publicUrl}/iiif/${itemPid}/canvas/${page}`;
      return {
        id: nameOf(at),
        type: 'Annotation',
        motivation: 'supplementing',
        body: {
          type: 'TextualBody',
          value: text,
          format: 'text/plain',
          ...(language === 'none' ? {} : { language }),
        },
        target: box ? `${canvas}#xywh=${box.map((number) => Math.round(number)).join(',')}` : canvas,
      };
    }),
    ...(shown.length > 0
      ? {
          annotations: [
            {
              id: `${id(part)}#words`,
              type: 'AnnotationPage',
              items: shown.map(({ before, word, after }, at) => ({
                id: `${nameOf(at)}-word`,
                type: 'Annotation',
                motivation: 'contextualizing',
                target: {
                  type: 'SpecificResource',
                  source: nameOf(at),
                  selector: [{ type: 'TextQuoteSelector', prefix: before, exact: word, suffix: after }],
                },
              })),
            },
          ],
        }
      : {}),
  };
}
