import type { PageTextView } from '../../contract/reader.js';
import type { Iiif } from './canvas.js';
import { presentationContext } from './json-ld.answer.js';

const granularity = 'http://iiif.io/api/extension/text-granularity/context.json';

/** The text of a page: each line where it stands, or the whole of it where nobody knows where. */
export function textPage(publicUrl: string, itemPid: string, text: PageTextView): { type: string } & Iiif {
  const id = `${publicUrl}/iiif/${itemPid}/text/${text.page}`;
  const canvas = `${publicUrl}/iiif/${itemPid}/canvas/${text.page}`;
  const placed = text.lines.filter((line) => line.box !== null);
  const body = (value: string): Iiif => ({
    type: 'TextualBody',
    value,
    format: 'text/plain',
    ...(text.lang ? { language: text.lang } : {}),
  });
  const annotation = (at: number, value: string, target: string, level: 'line' | 'page'): Iiif => ({
    id: `${id}#${at}`,
    type: 'Annotation',
    motivation: 'supplementing',
    textGranularity: level,
    body: body(value),
    target,
  });
  return {
    '@context': [granularity, presentationContext],
    id,
    type: 'AnnotationPage',
    items:
      placed.length > 0
        ? placed.map((line, at) => annotation(at + 1, line.text, `${canvas}#xywh=${xywh(line.box!)}`, 'line'))
        : [annotation(1, text.text, canvas, 'page')],
  };
}

function xywh(box: [number, number, number, number]): string {
  return box.map((number) => Math.round(number)).join(',');
}
