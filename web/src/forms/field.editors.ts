import { defineAsyncComponent, type Component } from 'vue';
import plugins from 'virtual:linlang/plugins';
import type { FieldRule, LazyPart, RuleOf, WebPlugin } from '../../kit/plugin.js';

const known = new Map<string, Component>();
const rules = new Map<string, FieldRule>();

/** Lazy imports are plain arrow functions; a functional component would have a name or props of its own. */
const isLazy = (part: Component | LazyPart): part is LazyPart => typeof part === 'function' && !('props' in part);

for (const plugin of plugins as WebPlugin[]) {
  for (const [type, part] of Object.entries(plugin.fieldEditors ?? {})) {
    known.set(type, isLazy(part) ? defineAsyncComponent({ loader: part, delay: 80, timeout: 30_000 }) : part);
  }
  for (const [type, rule] of Object.entries(plugin.fieldRules ?? {})) rules.set(type, rule);
}

/** The editor that a plugin gives for a type of field. */
export const fieldEditor = (type: string): Component | undefined => known.get(type);

/** What a plugin tells a form about values of a type. */
export const fieldRule: RuleOf = (type) => rules.get(type);
