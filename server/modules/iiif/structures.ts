import { type Heading, type LedHeading, ledTo } from '../../contract/outline.js';
import type { Iiif } from './canvas.js';
import { plain } from './language.map.js';

/** A table of contents of the record: whose field it is, what it is called, what it says. */
export interface Outline {
  fieldId: string;
  label: Iiif;
  lang?: string;
  headings: Heading[];
}

interface Section {
  title: string;
  /** Pages of its own, those of the sections inside it left out. */
  pages: [from: number, to: number] | null;
  inside: Section[];
}

/** Tables of contents as ranges. What leads to no page of this item, and holds nothing that does, is no range. */
export function structures(base: string, outlines: Outline[], pages: { pid: string; label: string }[]): Iiif[] {
  const labels = pages.map((page) => page.label);
  return outlines.flatMap(({ fieldId, label, lang, headings }, at) => {
    const id = `${base}/range/${fieldId}${at > 0 ? `-${at}` : ''}`;
    let number = 0;
    const range = (section: Section): Iiif => ({
      id: `${id}/${++number}`,
      type: 'Range',
      label: plain(section.title, lang),
      items: [...canvases(section), ...section.inside.map(range)],
    });
    const canvases = ({ pages: own }: Section): Iiif[] =>
      own ? pages.slice(own[0], own[1] + 1).map(({ pid }) => ({ id: `${base}/canvas/${pid}`, type: 'Canvas' })) : [];
    const sections = sectionsOf(ledTo(headings, labels), pages.length);
    return sections.length > 0 ? [{ id, type: 'Range', label, items: sections.map(range) }] : [];
  });
}

/** A section goes on until the next heading begins, whatever its level. */
function sectionsOf(headings: LedHeading[], count: number): Section[] {
  const top: Section[] = [];
  const open: { level: number; section: Section }[] = [];
  headings.forEach(({ title, level, index }, at) => {
    while (open.length > 0 && open.at(-1)!.level >= level) open.pop();
    const next = headings.slice(at + 1).find((one) => one.index !== null);
    const section: Section = {
      title,
      pages: index === null ? null : [index, lastPage(index, next, level, count)],
      inside: [],
    };
    (open.at(-1)?.section.inside ?? top).push(section);
    open.push({ level, section });
  });
  return top.flatMap(withPages);
}

function lastPage(from: number, next: LedHeading | undefined, level: number, count: number): number {
  if (!next) return count - 1;
  if (next.index! > from) return next.index! - 1;
  // Both begin on one page: it belongs to the inner one, which stands in this one anyway.
  return next.index === from && next.level > level ? from - 1 : from;
}

function withPages(section: Section): Section[] {
  const inside = section.inside.flatMap(withPages);
  const pages = section.pages && section.pages[1] >= section.pages[0] ? section.pages : null;
  return pages || inside.length > 0 ? [{ title: section.title, pages, inside }] : [];
}
