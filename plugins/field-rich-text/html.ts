import { cleanDocument, type RichMark, type RichNode } from './document.js';

const blockTags: Record<string, RichNode['type']> = {
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
};
const markTags: Record<string, 'bold' | 'italic'> = { b: 'bold', strong: 'bold', i: 'italic', em: 'italic' };
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

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex as string, 16) : undefined;
    if (code !== undefined) return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    return entities[String(name).toLowerCase()] ?? String(whole);
  });

/** HTML of other systems, read into our few nodes: every other tag falls away, and its text stays. */
export function fromHtml(html: string): RichNode | undefined {
  const root: RichNode = { type: 'doc', content: [] };
  const open: RichNode[] = [root];
  const marks: { tag: string; mark: RichMark }[] = [];
  let skipping = '';
  const top = () => open.at(-1)!;
  const inline = (node: RichNode) => {
    if (top().type !== 'paragraph' && top().type !== 'heading') {
      const paragraph: RichNode = { type: 'paragraph', content: [] };
      top().content!.push(paragraph);
      open.push(paragraph);
    }
    top().content!.push(node);
  };
  const close = (type: RichNode['type']) => {
    const at = open.findLastIndex((node) => node.type === type);
    if (at > 0) open.length = at;
  };
  const endText = () => {
    if (top().type === 'paragraph' || top().type === 'heading') open.pop();
  };
  for (const [, comment, slash, name, attributes = '', text] of html.matchAll(
    /(<!--[\s\S]*?(?:-->|$)|<![^>]*>)|<(\/?)([a-z][a-z\d]*)\b((?:"[^"]*"|'[^']*'|[^>"'])*)>|([^<]+|<)/gi,
  )) {
    const tag = name?.toLowerCase() ?? '';
    if (comment !== undefined) continue;
    if (skipping !== '') {
      if (slash && tag === skipping) skipping = '';
    } else if (text !== undefined) {
      const said = decoded(text).replace(/[\s\u00a0]+/g, ' ');
      if (said.trim() !== '' || top().type === 'paragraph' || top().type === 'heading') {
        inline({ type: 'text', text: said, marks: marks.map(({ mark }) => mark) });
      }
    } else if (silent.has(tag)) {
      if (!slash) skipping = tag;
    } else if (tag === 'br') inline({ type: 'hardBreak' });
    else if (markTags[tag] || tag === 'a') {
      const at = marks.findLastIndex((one) => one.tag === tag);
      if (slash && at >= 0) marks.splice(at, 1);
      else if (!slash && markTags[tag]) marks.push({ tag, mark: { type: markTags[tag] } });
      else if (!slash) {
        const [, double, single, bare] = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(attributes) ?? [];
        marks.push({ tag, mark: { type: 'link', attrs: { href: decoded(double ?? single ?? bare ?? '') } } });
      }
    } else if (blockTags[tag]) {
      endText();
      if (slash) close(blockTags[tag]);
      else {
        const level = /^h[1-3]$/.test(tag) ? 3 : 4;
        const type = blockTags[tag];
        const node: RichNode = { type, content: [], ...(type === 'heading' ? { attrs: { level } } : {}) };
        top().content!.push(node);
        open.push(node);
      }
    }
  }
  return cleanDocument(root);
}
