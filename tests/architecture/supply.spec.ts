import { readFileSync } from 'node:fs';

interface Package {
  version: string;
  license?: string;
  dev?: boolean;
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
