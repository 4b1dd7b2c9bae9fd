import ts from 'typescript';
import { filesBelow, read } from './sources.js';

/**
 * `constructor` stands in every object. Where a name comes from outside, a look-up in a plain object gives whoever sends
 * it a function: `Object.hasOwn`, a Map or `nameTable` does not.
 */
const files = ['server', 'plugins']
  .flatMap((place) => filesBelow(place, /\.ts$/))
  .filter((file) => !/\.(spec|d)\.ts$|^server\/demo\//.test(file));

const parsed = (file: string, text = read(file)) => ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);

function nodesOf(source: ts.SourceFile): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const plain = (node: ts.Expression | undefined): ts.Expression | undefined =>
  node && (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) ? plain(node.expression) : node;

/** `x in table`, where x is not written out. */
const asksWithIn = (source: ts.SourceFile): string[] =>
  nodesOf(source).flatMap((node) =>
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.InKeyword &&
    !ts.isStringLiteralLike(node.left) &&
    !ts.isPrivateIdentifier(node.left)
      ? [`${source.fileName} ${node.getText()}`]
      : [],
  );

/** `table[x]`, where the table is an object of this file, open to any name, and the file never asks what is its own. */
function looksUp(source: ts.SourceFile): string[] {
  const open = new Set(
    source.statements.flatMap((statement) =>
      ts.isVariableStatement(statement)
        ? statement.declarationList.declarations.flatMap((one) =>
            ts.isIdentifier(one.name) &&
            /Record<string\b|\[\w+: string\]/.test(one.type?.getText() ?? '') &&
            ts.isObjectLiteralExpression(plain(one.initializer) ?? one)
              ? [one.name.text]
              : [],
          )
        : [],
    ),
  );
  const found = nodesOf(source).flatMap((node) =>
    ts.isElementAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    open.has(node.expression.text) &&
    !ts.isStringLiteralLike(node.argumentExpression) &&
    !source.text.includes(`Object.hasOwn(${node.expression.text}, `)
      ? [`${source.fileName} ${node.expression.text}`]
      : [],
  );
  return [...new Set(found)];
}

/** Single characters are asked of them: no object has names that short. */
const ofCharacters = [
  'plugins/field-agent/roles.ts traditional',
  'plugins/field-date/numeral.ts plainFigures',
  'plugins/field-transcription/marks.ts closes',
  'plugins/field-transcription/marks.ts opens',
  'server/contract/password.rules.ts leet',
  'server/contract/text/fold.ts SPELLED',
  'server/contract/text/natural.ts DIGITS',
  'server/contract/text/natural.ts LAST',
  'server/contract/text/natural.ts ORDER',
  'server/contract/text/natural.ts TENS',
  'server/contract/text/natural.ts UNITS',
  'server/contract/text/query.ts QUOTES',
  'server/contract/bodies.ts pairs',
  'server/platform/xml.ts entities',
  'server/modules/notice/mail.writer.ts entities',
  'server/modules/reader/escape.ts escapes',
  'server/platform/database/copy.rows.ts escapes',
];
/** Names of our own are asked of them. */
const ofOurs = ['server/contract/calendar/eras.ts aliases'];
const inOfCharacters = [
  'server/contract/text/natural.ts char in DIGITS',
  'server/contract/text/natural.ts char in LAST',
  'server/contract/text/natural.ts char in ORDER',
  'server/contract/text/natural.ts char in TENS',
];

describe('names from outside', () => {
  const sources = files.map((file) => parsed(file));

  test('the scanner knows them', () => {
    const text = `const a: Record<string, number> = { x: 1 };\nconst b = { x: 1 };\nexport const f = (n: string) => [n in b, 'x' in b, a[n], a['x']];`;
    const source = parsed('x.ts', text);
    expect([asksWithIn(source), looksUp(source)]).toEqual([['x.ts n in b'], ['x.ts a']]);
    expect(looksUp(parsed('x.ts', `${text}\nObject.hasOwn(a, 'y');`))).toEqual([]);
  });

  test('are not asked of objects with `in`', () => {
    const found = sources.flatMap(asksWithIn);
    expect([...new Set(found)].sort()).toEqual(inOfCharacters);
  });

  test('are looked up in what has no names but its own', () => {
    const found = sources.flatMap(looksUp);
    expect(found.sort()).toEqual([...ofCharacters, ...ofOurs].sort());
  });
});
