import ts from 'typescript';
import { filesBelow, read } from './sources.js';

/** A library may change the key of any field: what a field means is its role (`contract/field.roles.ts`). */
const files = ['server/modules', 'server/contract']
  .flatMap((place) => filesBelow(place, /\.ts$/))
  .filter((file) => !/\.spec\.ts$|\/schema\/templates\/|\/modules\/demo\//.test(file));

const parsed = (file: string, text = read(file)) => ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);

const bare = (node: ts.Expression): ts.Expression =>
  ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node)
    ? bare(node.expression)
    : node;
const isKey = (given: ts.Expression | undefined): boolean => {
  const node = given && bare(given);
  return (
    node !== undefined &&
    ((ts.isPropertyAccessExpression(node) && node.name.text === 'key') ||
      (ts.isIdentifier(node) && node.text === 'key'))
  );
};
const isWord = (given: ts.Expression): boolean => ts.isStringLiteralLike(bare(given));

/** Where a key is compared with a word, looked up among words, or decides between branches. */
function comparisons(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && /^[!=]==?$/.test(node.operatorToken.getText())) {
      const { left, right } = node;
      if ((isKey(left) && isWord(right)) || (isWord(left) && isKey(right))) found.push(node.getText());
    } else if (ts.isSwitchStatement(node) && isKey(node.expression)) found.push(`switch ${node.expression.getText()}`);
    else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      // A table of another thing's keys is asked by a plain `key`, or by the name of that thing.
      const asked = node.arguments[0]?.getText() ?? '';
      if (/^(has|includes)$/.test(name.text) && /^(field|one|from|to)\.key$/.test(asked))
        found.push(`${expression.getText()}.${name.text}(${asked})`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.map((text) => `${source.fileName} ${text}`);
}

/** Keys of other things: of facets over all collections, of parts within a value, whose stored form they are, of terms. */
const ofOthers = new Set([
  `server/modules/authority/exchange/skos.write.ts key === '@type'`,
  `server/modules/catalog/record.titles.ts key !== 'kind'`,
  `server/modules/interop/cnmarc.format.ts parts['kind']?.key === 'parallel'`,
  `server/modules/interop/cnmarc.format.ts parts['kind']?.key === 'subtitle'`,
  `server/modules/interop/cnmarc.format.ts value.parts['kind']?.key === 'parallel'`,
  `server/modules/interop/marc21.format.ts parts['kind']?.key === 'subtitle'`,
  `server/modules/schema/config.travel.ts key !== 'ref'`,
  `server/modules/search/facet.dictionary.ts key !== ''`,
  `server/modules/search/facet.views.ts listed.has(one.key)`,
  `server/modules/search/facet.views.ts plan.key === 'years'`,
  `server/modules/search/facet.views.ts plan.key === 'library'`,
  `server/modules/search/search.service.ts key !== 'library'`,
  `server/modules/search/search.service.ts key !== 'collection'`,
]);

describe('what a field means', () => {
  it('is never taken from its key', () => {
    expect(files.flatMap((file) => comparisons(parsed(file))).filter((one) => !ofOthers.has(one))).toEqual([]);
  });

  it('would be seen, however it is asked', () => {
    const asked = [
      `fields.find((one) => one.key === 'rubbed')`,
      `fields.find(({ key }) => 'rubbed' === key)`,
      `switch (field.key) { case 'rights': }`,
      `always.has(field.key)`,
      `carries.includes(one.key)`,
    ];
    for (const text of asked) expect(comparisons(parsed('some.ts', text))).toHaveLength(1);
  });
});
