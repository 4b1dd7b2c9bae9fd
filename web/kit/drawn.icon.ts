import { type Component, createVNode, type FunctionalComponent } from 'vue';
import { ssrRenderVNode } from 'vue/server-renderer';

type Push = Parameters<typeof ssrRenderVNode>[0];
type Part = string | readonly Part[];

const textOf = (part: Part): string => (typeof part === 'string' ? part : part.map(textOf).join(''));

/** Far more than there are ways in which pages ask for one icon. */
const mostKept = 50;

/** On the server an icon is put together from its lines once, and then is the same text wherever it is asked for alike. */
export function drawnIcon(icon: FunctionalComponent): Component {
  const drawn = new Map<string, string>();
  return {
    ssrRender(
      _proxy: unknown,
      push: Push,
      parent: Parameters<typeof ssrRenderVNode>[2],
      attrs?: Record<string, unknown>,
    ) {
      const key = JSON.stringify(attrs);
      let text = drawn.get(key);
      if (text === undefined) {
        const parts: Part[] = [];
        ssrRenderVNode((part) => parts.push(part as Part), createVNode(icon, attrs), parent);
        text = textOf(parts);
        if (drawn.size < mostKept) drawn.set(key, text);
      }
      push(text);
    },
  } as Component;
}
