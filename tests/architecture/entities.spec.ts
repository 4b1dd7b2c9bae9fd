import ts from 'typescript';
import { filesBelow, importsOf, read } from './sources.js';

const files = ['server', 'plugins']
  .flatMap((folder) => filesBelow(folder, /\.ts$/))
  .filter((file) => !/\.spec\./.test(file));
const isRepository = (file: string): boolean => file.endsWith('.repository.ts');
const folderOf = (path: string): string => path.replace(/\/[^/]*$/, '');
const isEntity = (target: string | null): target is string => target?.endsWith('.entity') ?? false;

/** Names that a file has from entities. */
function entitiesIn(source: ts.SourceFile): Set<string> {
  return new Set(
    source.statements.flatMap((statement) => {
      if (!ts.isImportDeclaration(statement)) return [];
      if (!(statement.moduleSpecifier as ts.StringLiteral).text.endsWith('.entity.js')) return [];
      const named = statement.importClause?.namedBindings;
      return named && ts.isNamedImports(named) ? named.elements.map(({ name }) => name.text) : [];
    }),
  );
}

function mentions(node: ts.Node, names: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(node) && names.has(node.text)) return true;
  return ts.forEachChild(node, (child) => mentions(child, names) || undefined) ?? false;
}

const has = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);

/** What a repository gives away: types that others may import, and answers of methods that others may call. */
function leaks(file: string, text = read(file)): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const names = entitiesIn(source);
  if (names.size === 0) return [];
  return source.statements.flatMap((statement) => {
    const exported = has(statement, ts.SyntaxKind.ExportKeyword);
    if (ts.isExportDeclaration(statement)) return mentions(statement, names) ? [`${file} exports an entity`] : [];
    if (!ts.isClassDeclaration(statement)) {
      return exported && mentions(statement, names) ? [`${file} ${statement.getText().slice(0, 60)}`] : [];
    }
    return statement.members.flatMap((member) => {
      const open = ts.isMethodDeclaration(member) || ts.isGetAccessor(member);
      if (!open || has(member, ts.SyntaxKind.PrivateKeyword)) return [];
      const name = `${file} ${member.name.getText()}`;
      if (!member.type) return [`${name} does not say what it answers`];
      return mentions(member.type, names) ? [`${name} answers an entity`] : [];
    });
  });
}

describe('entities', () => {
  test('are there', () => {
    expect(files.filter((file) => file.endsWith('.entity.ts')).length).toBeGreaterThan(12);
  });

  test('are for the repositories beside them, and for nobody else', () => {
    const broken = files.flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => isEntity(target))
        .filter(({ target }) => !isRepository(file) || folderOf(target!) !== folderOf(file))
        .map(({ specifier }) => `${file} imports ${specifier}`),
    );
    expect(broken).toEqual([]);
  });

  test('never leave a repository', () => {
    expect(files.filter(isRepository).flatMap((file) => leaks(file))).toEqual([]);
  });

  test('the scanner sees them leave', () => {
    const text = `import { AEntity } from './a.entity.js';
      export type Open = Partial<AEntity>;
      export class ARepository {
        one(): Promise<AEntity | undefined> { return this.rows.findOne(); }
        all() { return this.rows.find(); }
        private get rows(): Rows<AEntity> { return this.database.rows(AEntity); }
      }`;
    expect(leaks('a.repository.ts', text)).toEqual([
      'a.repository.ts export type Open = Partial<AEntity>;',
      'a.repository.ts one answers an entity',
      'a.repository.ts all does not say what it answers',
    ]);
  });

  test('are the only way to the ORM: nobody else knows that there is one', () => {
    const mayKnow = (file: string) => isRepository(file) || file.startsWith('server/platform/database/');
    const knowing = files.filter((file) => importsOf(file).some(({ specifier }) => /^typeorm(\/|$)/.test(specifier)));
    expect(knowing.filter((file) => !mayKnow(file))).toEqual([]);
    const asking = files.filter((file) => /\.rows\(\w*Entity\b/.test(read(file)));
    expect(asking.filter((file) => !isRepository(file))).toEqual([]);
  });

  test('a table has one', () => {
    const tables = files
      .filter((file) => file.endsWith('.entity.ts'))
      .flatMap((file) => [...read(file).matchAll(/plainEntity<\w+>\(\s*'(\w+)'/g)].map((match) => match[1]!));
    expect(tables.sort()).toEqual([...new Set(tables)].sort());
  });
});
