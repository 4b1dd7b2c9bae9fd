import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const barrel = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@lucide/vue/package.json')),
  'dist/esm/lucide-vue.mjs',
);

const drawing = fileURLToPath(new URL('../kit/drawn.icon.ts', import.meta.url));

/** Name of an icon to the file that holds it, as the package's own list says. */
function readList(): Map<string, string> {
  const list = new Map<string, string>();
  for (const [, names, file] of readFileSync(barrel, 'utf8').matchAll(
    /export \{([^}]+)\} from '(\.\/icons\/[^']+)'/g,
  )) {
    for (const [, name] of names!.matchAll(/default as (\w+)/g))
      list.set(name!, path.resolve(path.dirname(barrel), file!));
  }
  return list;
}

/**
 * The package lists two thousand icons in one file, and the bundler would open each of them to throw most away.
 * Imports by name become imports of the few files that are meant: the same result in a third of the time.
 * Built for the server they are drawn once, and not with every page.
 */
export function icons({ ssr = false }: { ssr?: boolean } = {}): Plugin {
  let list: Map<string, string> | undefined;
  const importOf = (file: string, local: string) =>
    ssr
      ? `import ${local}Lines from ${JSON.stringify(file)}; const ${local} = drawnIcon(${local}Lines);`
      : `import ${local} from ${JSON.stringify(file)};`;
  return {
    name: 'linlang:icons',
    transform: {
      filter: { code: '@lucide/vue' },
      handler(code) {
        if (!/from ['"]@lucide\/vue['"]/.test(code)) return undefined;
        list ??= readList();
        const changed = code.replace(/import \{([^}]+)\} from ['"]@lucide\/vue['"];?/g, (whole, names: string) => {
          const wanted = names
            .split(',')
            .map((name) => name.trim())
            .filter(Boolean)
            .map((name) => name.split(/\s+as\s+/));
          if (wanted.some(([name]) => name!.startsWith('type ') || !list!.has(name!))) return whole;
          return wanted.map(([name, local]) => importOf(list!.get(name!)!, local ?? name!)).join(' ');
        });
        if (changed === code) return undefined;
        return { code: ssr ? `import { drawnIcon } from ${JSON.stringify(drawing)};${changed}` : changed, map: null };
      },
    },
  };
}
