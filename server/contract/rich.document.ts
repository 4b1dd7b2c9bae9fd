import { safeHref } from './safe.href.js';

/**
 * Text with headings, lists, quotations, emphasis and links, as a tree of a few known nodes: the shape that the editor
 * works in. Nothing else ever gets in, so that nothing else can ever be drawn.
 */
export type RichMark = { type: 'bold' | 'italic' } | { type: 'link'; attrs: { href: string } };

export interface RichNode {
  type:
    'doc' | 'paragraph' | 'heading' | 'blockquote' | 'bulletList' | 'orderedList' | 'listItem' | 'hardBreak' | 'text';
  text?: string;
  marks?: RichMark[];
  attrs?: { level: number };
  content?: RichNode[];
}

const blocks = new Set(['paragraph', 'heading', 'blockquote', 'bulletList', 'orderedList']);
const lists = new Set(['bulletList', 'orderedList']);
const deepest = 12;

const object = (given: unknown): Record<string, unknown> =>
  typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as Record<string, unknown>) : {};

function cleanMarks(given: unknown): RichMark[] {
  const marks = (Array.isArray(given) ? given : []).flatMap((one): RichMark[] => {
    const { type, attrs } = object(one);
    if (type === 'bold' || type === 'italic') return [{ type }];
    const href = type === 'link' ? safeHref(object(attrs)['href']) : undefined;
    return href === undefined ? [] : [{ type: 'link', attrs: { href } }];
  });
  const order = ['link', 'bold', 'italic'];
  const byType = new Map(marks.map((mark) => [mark.type, mark]));
  return order.flatMap((type) => byType.get(type as RichMark['type']) ?? []);
}

function cleanInline(given: unknown): RichNode[] {
  const { type, text, marks } = object(given);
  if (type === 'hardBreak') return [{ type }];
  if (type !== 'text' || typeof text !== 'string' || text === '') return [];
  const kept = cleanMarks(marks);
  return [{ type, text: text.replace(/[\r\n\t]+/g, ' '), ...(kept.length > 0 ? { marks: kept } : {}) }];
}

/** Neighbours that look alike are one. */
function joined(nodes: RichNode[]): RichNode[] {
  const all: RichNode[] = [];
  for (const node of nodes) {
    const last = all.at(-1);
    const alike =
      last?.type === 'text' && node.type === 'text' && JSON.stringify(last.marks) === JSON.stringify(node.marks);
    if (alike) last.text = `${last.text}${node.text}`;
    else all.push({ ...node });
  }
  return all;
}

const saying = ({ text, content = [] }: RichNode): boolean => (text ?? '').trim() !== '' || content.some(saying);

function cleanBlock(given: unknown, depth: number): RichNode[] {
  const { type, attrs, content } = object(given);
  const children: unknown[] = Array.isArray(content) ? content : [];
  if (typeof type !== 'string' || depth > deepest) return [];
  if (type === 'paragraph' || type === 'heading') {
    const inline = joined(children.flatMap(cleanInline));
    if (type === 'paragraph') return [{ type, content: inline }];
    const level = Number(object(attrs)['level']);
    return [{ type, attrs: { level: level === 4 ? 4 : 3 }, content: inline }];
  }
  if (lists.has(type)) {
    const items = children.flatMap((child): RichNode[] => {
      const inner: unknown[] =
        object(child)['type'] === 'listItem' ? ((object(child)['content'] ?? []) as unknown[]) : [];
      const kept = (Array.isArray(inner) ? inner : []).flatMap((one) => cleanBlock(one, depth + 1));
      return kept.some(saying) ? [{ type: 'listItem', content: kept }] : [];
    });
    return items.length > 0 ? [{ type: type as RichNode['type'], content: items }] : [];
  }
  if (!blocks.has(type)) return [];
  const kept = children.flatMap((child) => cleanBlock(child, depth + 1)).filter(saying);
  return kept.length > 0 ? [{ type: type as RichNode['type'], content: kept }] : [];
}

/** The known part of whatever was sent; undefined where nothing is said in it. */
export function cleanDocument(given: unknown): RichNode | undefined {
  const { type, content } = object(given);
  if (type !== 'doc' || !Array.isArray(content)) return undefined;
  const kept = content.flatMap((child) => cleanBlock(child, 0)).filter(saying);
  return kept.length > 0 ? { type: 'doc', content: kept } : undefined;
}

/** Blocks of plain lines: what is searched and shown where there is no room for more. */
export function linesOf(node: RichNode): string[] {
  const { type, text, content = [] } = node;
  if (type === 'text') return [text ?? ''];
  if (type === 'hardBreak') return [' '];
  if (type === 'paragraph' || type === 'heading') {
    const line = content.flatMap(linesOf).join('').replace(/\s+/g, ' ').trim();
    return line === '' ? [] : [line];
  }
  return content.flatMap(linesOf);
}
