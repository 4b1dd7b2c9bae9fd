import { copyLine } from './copy.rows.js';

test('rows are written as COPY reads them', () => {
  const cells = [1, null, true, 'a\tb\\c\nd', ['x', 'y "z"', 'a\\b'], { 題: '名\n' }, new Date(0)];
  expect(copyLine(cells)).toBe(
    '1\t\\N\ttrue\ta\\tb\\\\c\\nd\t{"x","y \\\\"z\\\\"","a\\\\\\\\b"}\t{"題":"名\\\\n"}\t1970-01-01T00:00:00.000Z\n',
  );
});
