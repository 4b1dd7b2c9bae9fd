import path from 'node:path';
import { filesBelow, read } from './sources.js';

/**
 * A page of the console that is opened by its address has the styles that its own files bring, and no others: one that
 * borrows a class from another page looks right only to those who came by way of that page.
 */
const home = 'web/src/console';
const files = filesBelow('web', /\.(?:vue|ts|css)$/).filter((file) => !file.endsWith('.spec.ts'));
const known = new Set(files);

const imported = (file: string): string[] =>
  [...read(file).matchAll(/^(?:import|export)\b[^;]*?['"](\.[^'"]+)['"];/gm)]
    .map((found) => path.posix.join(path.posix.dirname(file), found[1]!).replace(/\.js$/, '.ts'))
    .filter((one) => known.has(one));

function reached(from: string): Set<string> {
  const all = new Set([from]);
  for (const file of all) for (const one of file.endsWith('.css') ? [] : imported(file)) all.add(one);
  return all;
}

const stylesOf = (file: string) =>
  file.endsWith('.css')
    ? read(file)
    : [...read(file).matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map((m) => m[1]).join();
const styled = (file: string) => new Set([...stylesOf(file).matchAll(/\.([a-z][\w-]*)/g)].map((found) => found[1]!));
const used = (file: string) =>
  file.endsWith('.vue')
    ? [...read(file).matchAll(/\sclass="([^"]+)"/g)].flatMap((found) => found[1]!.split(/\s+/))
    : [];

const anywhere = new Map<string, string[]>();
for (const file of files.filter((one) => one.startsWith(home))) {
  for (const name of styled(file)) anywhere.set(name, [...(anywhere.get(name) ?? []), file]);
}

/** Classes of the files that are styled in the console, though not in these files. */
function borrowed(all: Set<string>): string[] {
  const own = new Set([...all].flatMap((file) => [...styled(file)]));
  return [...all].flatMap((file) =>
    used(file)
      .filter((name) => anywhere.has(name) && !own.has(name))
      .map((name) => `${file} .${name} of ${anywhere.get(name)!.join(', ')}`),
  );
}

const shell = reached(`${home}/main.ts`);
const pages = [...read(`${home}/shell/router.ts`).matchAll(/import\('([^']+)'\)/g)].map((found) =>
  path.posix.join(`${home}/shell`, found[1]!),
);

it('finds the pages and what they are made of', () => {
  expect(pages.length).toBeGreaterThan(20);
  expect(pages.filter((page) => !known.has(page))).toEqual([]);
  expect(shell.has(`${home}/shell/AppRail.vue`)).toBe(true);
  expect(borrowed(new Set([`${home}/people/PeoplePage.vue`])).length).toBeGreaterThan(0);
});

it.each([...new Set(pages)])('%s brings the styles it uses', (page) => {
  expect(borrowed(new Set([...shell, ...reached(page)]))).toEqual([]);
});

/** Classes that a rule begins with, and so makes its own. */
const defined = (file: string) =>
  new Set(
    [
      ...stylesOf(file)
        .replace(/\/\*[^]*?\*\//g, '')
        .matchAll(/([^{}]+)\{/g),
    ].flatMap(([, selectors]) =>
      selectors!.split(',').flatMap((selector) => /^\s*\.([a-z][\w-]*)/.exec(selector)?.[1] ?? []),
    ),
  );

// The designer shows readers' parts in the console: their sheet stands beside the console's own.
it('no class is made by the console that readers’ pages make as well', () => {
  const readers = new Set(
    files
      .filter((file) => file.startsWith('web/src/reader') || file.startsWith('web/src/viewers'))
      .flatMap((file) => [...defined(file)]),
  );
  const both = files
    .filter((file) => file.startsWith(home))
    .flatMap((file) => [...defined(file)].filter((name) => readers.has(name)).map((name) => `${file} .${name}`));
  expect(readers.has('stage')).toBe(true);
  expect(both).toEqual([]);
});

it('prints whatever a theme colours dark on white', () => {
  const sheet = read('web/src/reader/print.css');
  const themes = filesBelow('themes', /theme\.json$/);
  expect(themes.length).toBeGreaterThan(3);
  const colours = new Set(
    themes.flatMap((file) => {
      const { tokens } = JSON.parse(read(file)) as { tokens: Record<string, string> };
      return Object.entries(tokens).flatMap(([name, value]) => (value.startsWith('#') ? [name] : []));
    }),
  );
  // What is pressed on a screen is not printed.
  for (const name of ['control', 'on-accent']) colours.delete(name);
  expect([...colours].filter((name) => !sheet.includes(`--c-${name}: `))).toEqual([]);
});

// Chromium 109 and Safari 15.4 mix no colours. What names a variable they take for good, and then draw nothing: an earlier line saves only the rest.
it('mixes colours only where there is another for browsers that cannot', () => {
  const inSupports = /@supports \(color: color-mix\(in srgb, red, red\)\) \{[^{}]*\{[^{}]*\}\s*\}/g;
  const sheets = [...files, ...filesBelow('themes', /\.css$/)];
  const left = sheets.flatMap((file) => {
    const declarations = stylesOf(file).replace(inSupports, '').split(/[;{}]/);
    return declarations.flatMap((one, at) => {
      const name = /^\s*([a-z-]+):[^]*color-mix\(/.exec(one)?.[1];
      const before = declarations[at - 1]?.trim() ?? '';
      return name && (one.includes('var(') || !before.startsWith(`${name}:`)) ? [`${file} ${one.trim()}`] : [];
    });
  });
  expect(left).toEqual([]);
});
