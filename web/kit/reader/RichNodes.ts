import { type FunctionalComponent, h, type VNodeChild } from 'vue';
import { safeHref } from '../../../server/contract/safe.href.js';
import type { RichMark, RichNode } from '../../../server/contract/rich.document.js';

const tags: Partial<Record<RichNode['type'], string>> = {
  paragraph: 'p',
  blockquote: 'blockquote',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
};

function marked(text: VNodeChild, mark: RichMark): VNodeChild {
  if (mark.type !== 'link') return h(mark.type === 'bold' ? 'strong' : 'em', [text]);
  const href = safeHref(mark.attrs.href);
  return href === undefined ? text : h('a', { href, rel: 'noopener nofollow' }, [text]);
}

function drawn(node: RichNode): VNodeChild {
  if (node.type === 'text') return (node.marks ?? []).toReversed().reduce(marked, node.text ?? '');
  if (node.type === 'hardBreak') return h('br');
  const tag = node.type === 'heading' ? `h${node.attrs?.level ?? 3}` : tags[node.type];
  const children = (node.content ?? []).map(drawn);
  return tag === undefined ? children : h(tag, children);
}

/** Known nodes as elements, never as a string of HTML. */
const RichNodes: FunctionalComponent<{ doc: RichNode }> = ({ doc }) => (doc.content ?? []).map(drawn) as VNodeChild;
RichNodes.props = ['doc'];
export default RichNodes;
