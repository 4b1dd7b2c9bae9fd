import ts from 'typescript';
import { filesBelow, importsOf, read } from './sources.js';

/** Tables that pages, manifests and records for readers are made of, beside those that say nothing by themselves. */
const shown = [
  ...['library', 'library_host', 'collection', 'collection_config', 'item', 'item_link_published', 'item_place'],
  ...['file', 'file_derivative', 'page_published', 'caption', 'vocabulary', 'term', 'agent', 'place'],
  'platform_setting',
];
const writes = new RegExp(String.raw`(INSERT INTO|UPDATE|DELETE FROM)\s+(${shown.join('|')}|\$\{[\w.]+\})(?![\w-])`);
const says = /\bchanges\.(append|items)\(|\boutbox\.touch\(/;

/** Repositories of entities write for others, who know why: by their class, which of their methods write those tables. */
const written = new Map<string, string[]>();
const entityOf = new RegExp(String.raw`plainEntity<(\w+)>\(\s*'(${shown.join('|')})'`, 'g');
const entities = filesBelow('server', /\.entity\.ts$/).flatMap((file) =>
  [...read(file).matchAll(entityOf)].map((match) => match[1]!),
);
const byHand = /\.(insert|upsert|update|delete)\(/;
const repositories = filesBelow('server', /\.repository\.ts$/).filter((file) =>
  importsOf(file).some(({ target }) => target?.endsWith('.entity')),
);
for (const file of repositories) {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2023, true);
  const ours = entities.some((name) => source.text.includes(`rows(${name})`));
  for (const one of source.statements.filter(ts.isClassDeclaration)) {
    const methods = one.members.filter(ts.isMethodDeclaration);
    const writing = methods.filter(
      (method) => (ours && byHand.test(method.getText())) || writes.test(method.getText()),
    );
    if (writing.length > 0)
      written.set(
        one.name!.text,
        writing.map(({ name }) => name.getText()),
      );
  }
}

/** Has one of them write. */
const orders = (text: string): boolean =>
  [...text.matchAll(/readonly (\w+): (\w+Repository)\b/g)].some(([, property, name]) =>
    (written.get(name!) ?? []).some((method) => text.includes(`this.${property}.${method}(`)),
  );

/** Files that write them and say nothing themselves, each with who says it or why nobody notices. */
const silent: Record<string, string> = {
  'server/modules/account/factor.service.ts': 'accounts, which no page shows',
  'server/modules/account/security.settings.ts': 'how people sign in',
  'server/modules/authority/exchange/name.shelf.ts': 'import.verb.ts, for each of its chunks',
  'server/modules/authority/exchange/take.away.ts': 'import.verb.ts, for each of its chunks',
  'server/modules/authority/exchange/term.shelf.ts': 'import.verb.ts, for each of its chunks',
  'server/modules/authority/merge.service.ts': 'authority.record.service.ts, with the line of audit',
  'server/modules/authority/removed.service.ts': 'authority.record.service.ts, with the line of audit',
  'server/modules/catalog/item.repository.ts': 'heads, and what apply.handler.ts rewrites and says',
  'server/modules/catalog/item.writer.ts': 'heads; readers see them when they are published',
  'server/modules/catalog/link.repository.ts':
    'item.verbs.ts, item.standing.ts and apply.handler.ts, which release links',
  'server/modules/catalog/page.history.ts': 'heads; readers see them when they are published',
  'server/modules/catalog/release.service.ts': 'item.verbs.ts and item.standing.ts, which give and take',
  'server/modules/demo/demo.loader.ts': 'dates, in the transaction of the publication that is said',
  'server/modules/demo/demo.service.ts': 'an order, in the transaction that makes the collection',
  'server/modules/media/captions/caption.service.ts': 'they wait for the publication of their item',
  'server/modules/media/file.repository.ts': 'derive.handler.ts, when a file is ready; posters wait for a publication',
  'server/modules/media/media.service.ts': 'files that nothing shows',
  'server/modules/media/sweep.handler.ts': 'files that nobody works on any more, and that were not shown',
  'server/modules/search/rebuild.lease.ts': 'who rebuilds an index',
};

describe('what readers see does not change in silence', () => {
  const files = filesBelow('server/modules', /\.ts$/).filter((file) => !file.includes('.spec.'));
  const writers = files
    .filter((file) => !repositories.includes(file))
    .filter((file) => writes.test(read(file)) || orders(read(file)));

  test('the scanner knows a statement that writes', () => {
    expect(writes.test('`UPDATE collection SET state = 1`')).toBe(true);
    expect(writes.test('`DELETE FROM ${kind} WHERE`')).toBe(true);
    expect(writes.test('`UPDATE collection_config_draft SET x`')).toBe(false);
    expect(writers.length).toBeGreaterThan(20);
  });

  test('and whoever has a repository write', () => {
    expect(written.get('LibraryRepository')).toEqual(['create', 'change', 'dropHosts', 'addHosts']);
    expect(written.get('SettingRepository')).toEqual(['put']);
    expect(written.has('AccountRepository')).toBe(false);
    const service = 'constructor(private readonly rows: LibraryRepository) {} go() { return this.rows.';
    expect([orders(`${service}change(1)`), orders(`${service}byId(1)`)]).toEqual([true, false]);
  });

  test('whoever writes it says so in the log of changes, or it is listed who does', () => {
    const quiet = writers.filter((file) => !says.test(read(file)));
    expect(quiet.sort()).toEqual(Object.keys(silent).sort());
  });

  test('and whoever is listed is there', () => {
    const there = new Set(files.map((file) => file.split('/').at(-1)!));
    const named = Object.values(silent).flatMap((why) => why.match(/[\w.-]+\.ts\b/g) ?? []);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !there.has(name))).toEqual([]);
  });
});
