import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobs } from '../../server/contract/jobs.js';
import { filesBelow, importsOf, read, root } from './sources.js';

const places = ['server', 'plugins', 'themes', 'web', 'migrations', 'tests'];
const sources = places.flatMap((place) => filesBelow(place, /\.(ts|vue|mjs|cjs|css)$/));

describe('the house rules', () => {
  test('a file has one reason to exist, and four hundred lines are enough for it', () => {
    // Tables are data. So are the texts that the demo material is drawn from.
    const data = /\.table\.ts$|^server\/demo\/make\/text\//;
    const long = sources
      .filter((file) => !data.test(file))
      .map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
      .filter(({ lines }) => lines > 400)
      .map(({ file, lines }) => `${file}: ${lines}`);
    expect(long).toEqual([]);
  });

  test('only the configuration reads the environment', () => {
    const allowed = [
      /^server\/platform\/config(\.module)?\.ts$/,
      // Whoever starts a process hands its environment to the configuration.
      /^server\/(main|worker|cli)\.ts$/,
      // Speaks before there is a configuration, to say that there is none.
      /^server\/platform\/log\/log\.ts$/,
      // Programs of the system are found, and run, with the PATH and nothing else of it.
      /^server\/modules\/media\/tool\.runner\.ts$/,
      /^server\/(launch|demo\/make)\//,
      /^server\/demo\/make\.mjs$/,
      /^web\/build\//,
      /^tests\//,
    ];
    const readers = sources.filter(
      (file) => !allowed.some((rule) => rule.test(file)) && /process\.env/.test(read(file)),
    );
    expect(readers).toEqual([]);
  });

  test('every kind of job has exactly one handler, and no handler is for a kind that nobody knows', () => {
    const handlers = filesBelow('server', /\.ts$/)
      .filter((file) => !file.includes('.spec.'))
      .flatMap((file) => [...read(file).matchAll(/@JobHandler\(\s*'([^']+)'/g)].map((match) => match[1]!));
    expect(handlers.sort()).toEqual(Object.keys(jobs).sort());
  });

  test('the database has one door: SQL is not built from pieces that somebody sent', () => {
    // `query(\`… ${request…}\`)`: pasting is for names that our own code chose.
    const pasted = filesBelow('server/modules', /\.ts$/)
      .filter((file) => !file.includes('.spec.'))
      .filter((file) => /\$\{\s*(input|body|request|params)\b[^}]*\}[^`]*`\s*,?\s*\[/.test(read(file)));
    expect(pasted).toEqual([]);
    // LISTEN keeps a connection to itself, which no pool may take back.
    const listeners = new Set(['server/modules/job/job.runner.ts', 'server/modules/search/outbox.watcher.ts']);
    const others = filesBelow('server/modules', /\.ts$/)
      .filter((file) => !file.includes('.spec.') && !listeners.has(file))
      .filter((file) => importsOf(file).some(({ specifier, typeOnly }) => specifier === 'pg' && !typeOnly));
    expect(others).toEqual([]);
  });

  test('who looks beyond the caller’s libraries is listed here', () => {
    const allowed: Record<string, number> = {
      'server/modules/access/access.guard.ts': 1,
      'server/modules/account/acceptance.service.ts': 2,
      'server/modules/account/account.service.ts': 1,
      'server/modules/account/factor.service.ts': 1,
      'server/modules/account/session.repository.ts': 1,
      'server/modules/account/session.view.ts': 1,
      'server/modules/audit/refusal.service.ts': 1,
      'server/modules/catalog/outbox.ts': 1,
      'server/modules/job/job.service.ts': 1,
    };
    const found = filesBelow('server', /\.ts$/)
      .filter((file) => !file.includes('.spec.') && !file.startsWith('server/platform/database/'))
      .map((file) => [file, [...read(file).matchAll(/\basSystem\(|\bsystemIdentity\b/g)].length] as const)
      .filter(([, times]) => times > 0);
    // The rule that says who a caller is names the system for the platform's own people, once where it is imported.
    expect(Object.fromEntries(found)).toEqual({ ...allowed, 'server/modules/access/identity.rule.ts': 2 });
    // Nobody else says as whom statements run, and nobody connects by another address.
    const changers = filesBelow('server', /\.ts$/).filter((file) => /\b(becomeIdentity|runAs)\(/.test(read(file)));
    expect(changers.filter((file) => !file.startsWith('server/platform/database/'))).toEqual([
      'server/modules/access/access.guard.ts',
      'server/platform/http/http.setup.ts',
    ]);
    const owners = filesBelow('server', /\.ts$/).filter((file) => /\bDATABASE_URL\b/.test(read(file)));
    expect(
      owners.filter((file) => !/^server\/(platform\/(config|database\/(migrate|roles))|cli)\.ts$/.test(file)),
    ).toEqual([]);
  });

  test('nothing of the machine it was written on is in it', () => {
    const text = [...places, '.ci', '.github'].flatMap((place) => {
      try {
        return filesBelow(place, /\.(ts|vue|mjs|cjs|css|json|md|yml|yaml|html|sh)$/);
      } catch {
        return [];
      }
    });
    const home = /(^|[\s'"`(=])\/(home|root|Users|work)\/[\w.-]+/m;
    expect(text.filter((file) => !file.startsWith('tests/architecture/') && home.test(read(file)))).toEqual([]);
  });

  test('the lockfile pins versions and names no place they come from', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { resolved?: string; version?: string }>;
    };
    const named = Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined);
    expect(named.map(([name]) => name)).toEqual([]);
    expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
  });

  test('no test and no rule is switched off without a reason', () => {
    // Suites of services that are not there are skipped by a condition, and said loudly at the end of the run.
    const banned = /\b(describe|it|test)\.(only|todo)\b|@ts-(ignore|nocheck)/;
    const code = sources.filter((file) => /\.(ts|vue)$/.test(file) && !file.startsWith('tests/architecture/'));
    const found = code.filter((file) =>
      read(file)
        .split('\n')
        .some((line) => banned.test(line.replace(/\/\/.*$|^\s*\*.*$/, ''))),
    );
    expect(found).toEqual([]);
    const bare = code.filter((file) =>
      /eslint-disable(?:-next-line|-line)?(?!-)(?! +[\w@/, -]+ -- \S)/.test(read(file)),
    );
    expect(bare).toEqual([]);
  });
});
