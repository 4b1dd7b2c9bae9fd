import { filesBelow, type Import, importsOf } from './sources.js';

const isTest = (file: string): boolean => file.includes('.spec.');
const code = (place: string): string[] => filesBelow(place, /\.(ts|vue)$/).filter((file) => !isTest(file));

/** Modules in the order in which each may call those before it. */
const order = [
  'audit',
  'recent',
  'change',
  'account',
  'library',
  'access',
  'job',
  'batch',
  'notice',
  'authority',
  'schema',
  'catalog',
  'media',
  'iiif',
  'search',
  'transfer',
  'site',
  'interop',
  'reader',
  'insight',
  'demo',
];

/**
 * What a module lets others import besides its services. A module's door is opened here, where everybody sees it,
 * and not by whoever happens to need what is behind it.
 */
const doors: Record<string, string[]> = {
  recent: ['ways.back'],
  account: ['session.cookie', 'session.request', 'token'],
  library: ['library.directory', 'library.editor', 'open.sql'],
  access: ['visible.sql', 'reader.rule'],
  job: ['job.handler', 'job.run'],
  batch: ['batch.row', 'batch.verb'],
  authority: ['vocabulary.store'],
  catalog: ['item.repository', 'item.row', 'field.views', 'kept.counts', 'outbox'],
  media: ['file.name', 'byte.range', 'byte.response', 'may.open'],
  site: ['theme.host'],
};

const within = (target: string, ...places: string[]): boolean =>
  places.some((place) => target === place || target.startsWith(`${place}/`));
const nodeBuiltin = (specifier: string): boolean => specifier.startsWith('node:');

/** Says which import broke the rule, so that the failing line is the whole story. */
function broken(files: string[], allowed: (one: Import) => boolean): string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter((one) => !allowed(one))
      .map((one) => `${one.from} imports ${one.specifier}`),
  );
}

const moduleOf = (path: string): string | undefined => /^server\/modules\/([^/]+)\//.exec(path)?.[1];

describe('who may import what', () => {
  test('the scanner sees every way of importing', () => {
    const own = importsOf('tests/architecture/sources.ts').map((one) => one.specifier);
    expect(own).toEqual(expect.arrayContaining(['node:fs', 'typescript']));
    expect(importsOf('server/platform/plugins/plugin.host.ts').some((one) => one.typeOnly)).toBe(true);
    expect(importsOf('plugins/field-text/web.ts').map((one) => one.specifier)).toContain('./web/TextEditor.vue');
  });

  test('the contract: zod, and itself', () => {
    const files = code('server/contract');
    expect(files.length).toBeGreaterThan(20);
    expect(
      broken(files, ({ specifier, target, typeOnly }) =>
        target === null
          ? specifier === 'zod' || (typeOnly && nodeBuiltin(specifier))
          : within(target, 'server/contract'),
      ),
    ).toEqual([]);
  });

  test('the platform: the contract and packages, and nothing of the domain', () => {
    expect(
      broken(
        code('server/platform'),
        ({ target }) => target === null || within(target, 'server/contract', 'server/platform'),
      ),
    ).toEqual([]);
  });

  test('modules: contract, platform, and the services of modules before them', () => {
    const files = code('server/modules');
    expect(
      broken(files, ({ from, target }) => {
        if (target === null || within(target, 'server/contract', 'server/platform')) return true;
        const [mine, theirs] = [moduleOf(from), moduleOf(target)];
        // The demo's material stands outside, beside the scripts that draw it.
        if (theirs === undefined) return mine === 'demo' && within(target, 'server/demo');
        if (mine === theirs) return true;
        const file = target.split('/').slice(3).join('/');
        const open = /\.(service|module)$/.test(file) || (doors[theirs] ?? []).includes(file);
        return open && order.indexOf(theirs) < order.indexOf(mine ?? '');
      }),
    ).toEqual([]);
  });

  test('modules know the storage by its port, and not what it is made of', () => {
    const made = /^server\/platform\/storage\/(disk|s3)\.storage$|^server\/platform\/storage\/storage\.url$/;
    const packages = /^@aws-sdk\/|^@tus\/(file|s3)-store/;
    const allowed = ({ specifier, target }: Import) =>
      !(target === null ? packages.test(specifier) : made.test(target));
    expect(broken([...code('server/modules'), ...code('plugins')], allowed)).toEqual([]);
  });

  test('every module has its place in the order', () => {
    const modules = new Set(code('server/modules').map((file) => moduleOf(file)!));
    expect([...modules].filter((name) => !order.includes(name))).toEqual([]);
  });

  test('no door stands open for nobody', () => {
    const used = new Set(
      code('server/modules').flatMap((file) =>
        importsOf(file).flatMap(({ from, target }) => {
          const theirs = target && moduleOf(target);
          return theirs && theirs !== moduleOf(from) ? [`${theirs}/${target.split('/').slice(3).join('/')}`] : [];
        }),
      ),
    );
    const listed = Object.entries(doors).flatMap(([name, files]) => files.map((file) => `${name}/${file}`));
    expect(listed.filter((door) => !used.has(door))).toEqual([]);
  });

  test('migrations: the query runner and packages', () => {
    expect(broken(code('migrations'), ({ target }) => target === null)).toEqual([]);
  });

  test('the kit: the contract, Vue and its own', () => {
    const packages = /^(vue|vue-i18n|reka-ui|@lucide\/vue|@vueuse\/core|three|hls\.js|openseadragon)(\/|$)/;
    expect(
      broken(code('web/kit'), ({ specifier, target }) =>
        target === null ? packages.test(specifier) : within(target, 'server/contract', 'web/kit'),
      ),
    ).toEqual([]);
  });

  test('plugins: the contract, the kit, packages, and never each other', () => {
    const files = code('plugins');
    expect(files.length).toBeGreaterThan(30);
    expect(
      broken(files, ({ from, target }) => {
        if (target === null) return true;
        const own = from.split('/').slice(0, 2).join('/');
        return within(target, own, 'server/contract', 'web/kit');
      }),
    ).toEqual([]);
  });

  test('the server half of a plugin never reaches for its browser half', () => {
    const files = code('plugins').filter((file) => !/\/web(\/|\.ts$)/.test(file));
    expect(
      broken(files, ({ target }) => target === null || !/^plugins\/[^/]+\/web(\/|$)|\.vue$|^web\//.test(target)),
    ).toEqual([]);
  });

  test('themes: the contract, the kit and Vue', () => {
    expect(
      broken(code('themes'), ({ specifier, target, from }) =>
        target === null
          ? specifier === 'vue'
          : within(target, 'server/contract', 'web/kit', from.split('/').slice(0, 2).join('/')),
      ),
    ).toEqual([]);
  });

  test('the web: the contract and the kit; nothing else of the server, no plugin, no theme by name', () => {
    expect(
      broken(code('web/src'), ({ target }) => target === null || within(target, 'server/contract', 'web')),
    ).toEqual([]);
  });

  test('what readers load carries no validator: of the contract only types, or files that are plain', () => {
    const plain = new Set(
      ['safe.href', 'outline', 'search.paths', 'search.rows', 'text/order', 'visibility.names', 'years.text'].map(
        (name) => `server/contract/${name}`,
      ),
    );
    const reader = ['web/src/reader', 'web/src/viewers', 'web/src/session', 'web/src/api'].flatMap(code);
    expect(
      broken(
        reader,
        ({ target, typeOnly }) =>
          target === null || typeOnly || !within(target, 'server/contract') || plain.has(target),
      ),
    ).toEqual([]);
  });

  test('the reader never loads the console', () => {
    const reader = ['web/src/reader', 'web/src/viewers'].flatMap(code);
    expect(
      broken(reader, ({ target }) => target === null || !within(target, 'web/src/console', 'web/src/forms')),
    ).toEqual([]);
  });

  test('what runs before anything is installed needs nothing that is installed', () => {
    const launch = filesBelow('server/launch', /\.mjs$/);
    // Fetched by a dynamic import once the installation is there.
    const later = new Set(['@swc/core', 'vite', 'pg']);
    expect(
      broken(launch, ({ specifier, target }) =>
        target === null ? nodeBuiltin(specifier) || later.has(specifier) : within(target, 'server/launch'),
      ),
    ).toEqual([]);
  });
});

describe('no two files wait for each other', () => {
  /** Files that import each other in a ring through imports that stay when compiled. */
  function rings(files: string[]): string[] {
    const known = new Map(files.map((file) => [file.replace(/\.ts$/, ''), file]));
    const next = new Map(
      files.map((file) => [
        file,
        importsOf(file).flatMap(({ target, typeOnly }) => {
          const to = !typeOnly && target !== null ? known.get(target) : undefined;
          return to ? [to] : [];
        }),
      ]),
    );
    const found: string[] = [];
    const done = new Set<string>();
    const walk = (file: string, path: string[]): void => {
      const at = path.indexOf(file);
      if (at >= 0) found.push([...path.slice(at), file].join(' → '));
      if (at >= 0 || done.has(file)) return;
      for (const to of next.get(file) ?? []) walk(to, [...path, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
    return found;
  }

  test.each(['server/contract', 'server/platform', 'server/modules', 'plugins', 'web/kit'])('%s', (place) => {
    expect(rings(code(place))).toEqual([]);
  });
});
