/**
 * Whole platforms that need the machine to themselves: they hold seconds against what was promised. All others run two
 * beside each other, those too that kill what is their own: they are at rest for most of their time.
 */
export const alone = [
  'tests/e2e/many.spec.ts',
  'tests/e2e/reader.spec.ts',
  'tests/e2e/thread.spec.ts',
  'tests/launch/ground.spec.ts',
];

/** As jest takes paths. */
export const patternOf = (file) => `/${file.replace(/[.\\]/g, '\\$&')}$`;
