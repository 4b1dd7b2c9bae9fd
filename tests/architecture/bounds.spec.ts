import { z } from 'zod';
import { allRoutes } from '../../server/contract/api/index.js';

/** What a column of integers holds. */
const largest = 2_147_483_647;
/** Kept in wider columns: sizes in bytes. */
const wide = /Bytes$/;

type Schema = Record<string, unknown>;

/** Whole numbers that may be larger than what keeps them. */
function tooWide(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((one) => tooWide(one, path));
  const schema = node as Schema;
  if (schema['type'] === 'integer') {
    return wide.test(path) || Number(schema['maximum'] ?? Infinity) <= largest ? [] : [path];
  }
  return Object.entries(schema).flatMap(([key, inner]) =>
    key === 'properties' || key === '$defs'
      ? Object.entries(inner as Schema).flatMap(([name, one]) => tooWide(one, `${path}.${name}`))
      : tooWide(inner, path),
  );
}

describe('numbers from outside', () => {
  test('fit the columns that they are asked of: a larger one is refused at the edge', () => {
    const found = allRoutes.flatMap((route) =>
      (['params', 'query', 'body'] as const).flatMap((part) => {
        const schema = route.spec[part];
        if (!schema) return [];
        return tooWide(z.toJSONSchema(schema, { unrepresentable: 'any' }), `${route.key} ${part}`);
      }),
    );
    expect(found).toEqual([]);
  });

  test('a number without an end is found', () => {
    const open = z.object({ inner: z.array(z.object({ n: z.coerce.number().int().min(1) })) });
    expect(tooWide(z.toJSONSchema(open), 'x')).toEqual(['x.inner.n']);
  });
});
