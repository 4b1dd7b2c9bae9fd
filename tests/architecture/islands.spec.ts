import { filesBelow, importsOf, read } from './sources.js';

/** What needs the browser to run it: handlers, state, and parts that plugins and themes draw. */
const answers =
  /\s@[a-z][\w:.-]*=|\bv-(on|model)\b|\bon(Before)?(Mount|Update|Unmount)|\b(shallowRef|ref|reactive|watch|watchEffect|useTemplateRef|addEventListener|fieldViewOf|useSlotPart)\(/;

const partsOf = (file: string): string[] =>
  importsOf(file).flatMap(({ target, specifier }) => (specifier.endsWith('.vue') && target !== null ? [target] : []));

/** The first file, of a part and all that it is made of, in which something answers. */
function answering(file: string, seen = new Set<string>()): string | undefined {
  if (seen.has(file)) return undefined;
  seen.add(file);
  if (answers.test(read(file))) return file;
  return partsOf(file)
    .map((part) => answering(part, seen))
    .find((found) => found !== undefined);
}

describe('parts that the server alone draws', () => {
  const kept = filesBelow('web/src/reader', /\.vue$/).flatMap((page) =>
    [...read(page).matchAll(/import\.meta\.env\.SSR \? (\w+) : still</g)].map(([, name]) => ({
      page,
      part: partsOf(page).find((part) => part.endsWith(`/${name}.vue`))!,
    })),
  );
  const apart = filesBelow('web/src/reader', /\.ts$/).flatMap((file) =>
    [...read(file).matchAll(/stillApart\(\(\) => import\('\.\/(\w+\.vue)'\)\)/g)].map(
      ([, name]) => `${file.slice(0, file.lastIndexOf('/'))}/${name}`,
    ),
  );

  test('only show: nothing in them would wait for scripts that never come', () => {
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.filter(({ part }) => answering(part) !== undefined)).toEqual([]);
    expect(apart).toContain('web/src/reader/item/CitedLine.vue');
    expect(apart.filter((part) => answering(part) !== undefined)).toEqual([]);
    // The rule sees what answers.
    expect(answering('web/src/reader/parts/CopyButton.vue')).toBeDefined();
    expect(answering('web/src/reader/item/ItemFields.vue')).toBe('web/src/reader/item/FieldValue.vue');
  });
});
