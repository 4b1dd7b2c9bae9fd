declare module 'virtual:linlang/plugins' {
  import type { WebPlugin } from '../kit/plugin.js';

  const plugins: WebPlugin[];
  export default plugins;
}

declare module 'virtual:linlang/blocks' {
  import type { WebPlugin } from '../kit/plugin.js';

  /** Plugins that bring a block. */
  const blocks: WebPlugin[];
  export default blocks;
  /** Where each of them lies, from the root of the web. */
  export const folders: string[];
}

declare module 'virtual:linlang/themes' {
  import type { Component } from 'vue';

  /** By theme, the parts of a page that it draws itself. */
  const themes: Record<string, Record<string, () => Promise<{ default: Component }>>>;
  export default themes;
}

declare module 'opencc-js' {
  export function Converter(options: { from: string; to: string }): (text: string) => string;
}

/** Made by the build from zh-CN. */
declare module './zh-TW/*' {
  const messages: { [key: string]: string | typeof messages };
  export default messages;
}
