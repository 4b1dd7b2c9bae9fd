import ts from 'typescript';
import { filesBelow, importsOf, read } from './sources.js';

const files = filesBelow('server', /\.ts$/).filter((file) => !file.includes('.spec.'));

/** What stands between quotes of any kind in a file: SQL among it, with what is pasted in left as it is written. */
function textsOf(file: string): string[] {
  if (!/labels|published/.test(read(file))) return [];
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2023, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) found.push(node.getText(source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The one place for items and pages, and what it is built on: a library's own word on itself and its collections. */
const rule = ['server/modules/access/visible.sql.ts', 'server/modules/library/open.sql.ts'];

/**
 * Engines keep labels in documents of their own and compare those: what they find is looked up once more under the rule
 * before it is shown.
 */
const engines = ['server/platform/search/postgres/hit.cards.ts'];

/** Staff are told what is published, readers' pages are made again: who may see is not what these ask. */
const publishedOnly = [
  'server/modules/authority/authority.record.service.ts',
  'server/modules/authority/usage.service.ts',
  'server/modules/catalog/impact.service.ts',
  'server/modules/catalog/item.list.ts',
  'server/modules/catalog/item.standing.ts',
  'server/modules/catalog/link.repository.ts',
  'server/modules/catalog/link.views.ts',
  'server/modules/catalog/release.service.ts',
  'server/modules/demo/demo.showcase.ts',
  'server/modules/media/may.open.ts',
  'server/modules/search/outbox.watcher.ts',
  'server/modules/search/reindex.handler.ts',
];

const comparesLabels =
  /labels\w*(::text\[\])?[\s)]*(&&|@>|<@)|(&&|@>|<@)\s*\(?(\w+\.)?\w*labels|ANY\s*\(\s*(\w+\.)?\w*labels/;
const asksPublished = /(published_revision|first_published_at) IS NOT NULL/;

const holding = (pattern: RegExp, allowed: string[]): string[] =>
  files.filter((file) => !allowed.includes(file) && textsOf(file).some((text) => pattern.test(text)));

describe('who may see what is written once', () => {
  test('the scanner knows a copy when it sees one', () => {
    for (const copy of [
      'WHERE item.metadata_labels && $1',
      "AND coalesce(p.text_labels, i.text_labels) && '{public}'",
      'AND i.labels::text[] && ${labels}',
      '$2::text[] && labels',
      'AND $1 = ANY (i.image_labels)',
    ]) {
      expect([copy, comparesLabels.test(copy)]).toEqual([copy, true]);
    }
    expect(rule.every((file) => textsOf(file).some((text) => comparesLabels.test(text)))).toBe(true);
  });

  test('in SQL: labels are compared in the rule, and by the engines over their own documents', () => {
    expect(holding(comparesLabels, [...rule, ...engines])).toEqual([]);
    // No leave is kept for a file that needs none.
    expect(engines.filter((file) => !textsOf(file).some((text) => comparesLabels.test(text)))).toEqual([]);
  });

  test('in SQL: what is published is asked with the rule, or by those who show it to nobody', () => {
    expect(holding(asksPublished, [...rule, ...publishedOnly])).toEqual([]);
    expect(publishedOnly.filter((file) => !textsOf(file).some((text) => asksPublished.test(text)))).toEqual([]);
  });

  test('in TypeScript: lists of labels meet in the rule', () => {
    const comparing = files
      .filter((file) => /\boverlaps\b/.test(read(file)))
      .filter((file) => importsOf(file).some(({ target }) => target === 'server/contract/visibility'));
    expect(comparing).toEqual(['server/modules/access/reader.rule.ts']);
  });

  test('collections of a reader are asked for in one place', () => {
    const asking = files
      .filter((file) => read(file).includes('readable.memo'))
      .filter((file) => importsOf(file).some(({ target }) => target === 'server/modules/access/readable.memo'));
    expect(asking).toEqual(['server/modules/access/access.module.ts', 'server/modules/access/access.service.ts']);
  });
});
