/**
 * Whole platforms that need the machine to themselves: they hold seconds against what was promised, or bring down and up
 * again what others would wait for. All others run two beside each other.
 */
export const alone = [
  'tests/e2e/crash.spec.ts',
  'tests/e2e/many.spec.ts',
  'tests/e2e/reader.spec.ts',
  'tests/e2e/schema-change.spec.ts',
  'tests/e2e/thread.spec.ts',
  'tests/launch/clone.spec.ts',
  'tests/launch/ground.spec.ts',
];

/** As jest takes paths. */
export const patternOf = (file) => `/${file.replace(/[.\\]/g, '\\$&')}$`;
