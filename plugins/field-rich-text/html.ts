import { cleanDocument, type RichMark, type RichNode } from '../../server/contract/rich.document.js';
import { htmlTokens } from './html.tokens.js';

/** Tables of tags and entities are maps: names come from outside, and `constructor` is one of them. */
const blockTags = new Map<string, RichNode['type']>(
  Object.entries({
    p: 'paragraph',
    div: 'paragraph',
    h1: 'heading',
    h2: 'heading',
    h3: 'heading',
    h4: 'heading',
    h5: 'heading',
    h6: 'heading',
    blockquote: 'blockquote',
    ul: 'bulletList',
    ol: 'orderedList',
    li: 'listItem',
  } as const),
);
const markTags = new Map<string, 'bold' | 'italic'>([
  ['b', 'bold'],
  ['strong', 'bold'],
  ['i', 'italic'],
  ['em', 'italic'],
]);
/** What stands in these is not text. */
const silent = new Set([
  'script',
  'style',
  'template',
  'iframe',
  'object',
  'svg',
  'math',
  'head',
  'title',
  'textarea',
  'noscript',
]);

const entities = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }));
const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex as string, 16) : undefined;
    if (code !== undefined)
      return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
    return entities.get(String(name).toLowerCase()) ?? String(whole);
  });

/** More than the longest text needs with all its tags; what is longer is refused before it is read. */
export const longestHtml = 600_000;
/** Deeper than any text goes: what is nested further is read as if it stood here. */
const deepest = 50;

/** HTML of other systems, read into our few nodes: every other tag falls away, and its text stays. */
export function fromHtml(html: string): RichNode | undefined {
  const root: RichNode = { type: 'doc', content: [] };
  const open: RichNode[] = [root];
  const marks: { tag: string; mark: RichMark }[] = [];
  /** The innermost of each kind. */
  let inForce: RichMark[] = [];
  let skipping = '';
  const top = () => open.at(-1)!;
  const inParagraph = () => top().type === 'paragraph' || top().type === 'heading';
  const add = (node: RichNode) => {
    top().content!.push(node);
    if (open.length < deepest) open.push(node);
  };
  const inline = (node: RichNode) => {
    if (!inParagraph()) {
      const paragraph: RichNode = { type: 'paragraph', content: [] };
      if (open.length >= deepest) open.pop();
      add(paragraph);
    }
    top().content!.push(node);
  };
  const close = (type: RichNode['type']) => {
    const at = open.findLastIndex((node) => node.type === type);
    if (at > 0) open.length = at;
  };
  const markOf = (tag: string, attributes: string): RichMark => {
    const type = markTags.get(tag);
    return type ? { type } : { type: 'link', attrs: { href: hrefOf(attributes) } };
  };
  for (const token of htmlTokens(html)) {
    if (skipping !== '') {
      if (token.kind === 'close' && token.tag === skipping) skipping = '';
    } else if (token.kind === 'text') {
      const said = decoded(token.text).replace(/[\s\u00a0]+/g, ' ');
      if (said.trim() !== '' || inParagraph()) {
        inline({ type: 'text', text: said, marks: inForce });
      }
    } else {
      const { kind, tag, attributes } = token;
      const block = blockTags.get(tag);
      if (silent.has(tag)) {
        if (kind === 'open') skipping = tag;
      } else if (tag === 'br') inline({ type: 'hardBreak' });
      else if (markTags.has(tag) || tag === 'a') {
        const at = kind === 'close' ? marks.findLastIndex((one) => one.tag === tag) : -1;
        if (at >= 0) marks.splice(at, 1);
        else if (kind === 'open' && marks.length < deepest) marks.push({ tag, mark: markOf(tag, attributes) });
        else continue;
        inForce = [...new Map(marks.map(({ mark }) => [mark.type, mark])).values()];
      } else if (block) {
        if (inParagraph()) open.pop();
        if (kind === 'close') close(block);
        else {
          const level = /^h[1-3]$/.test(tag) ? 3 : 4;
          add({ type: block, content: [], ...(block === 'heading' ? { attrs: { level } } : {}) });
        }
      }
    }
  }
  return cleanDocument(root);
}

/** The first `href` that is set; in a tag nobody writes more than a few thousand characters. */
function hrefOf(attributes: string): string {
  const [, double, single, bare] =
    /\shref\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(attributes.slice(0, 5000)) ?? [];
  return decoded(double ?? single ?? bare ?? '');
}
