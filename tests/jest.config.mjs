import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const swc = {
  swcrc: false,
  configFile: false,
  module: { type: 'es6' },
  sourceMaps: 'inline',
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2023',
    keepClassNames: true,
    experimental: { keepImportAttributes: true },
  },
};

const shared = {
  rootDir: root,
  testEnvironment: 'node',
  // Whatever was built must not be found twice.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
  extensionsToTreatAsEsm: ['.ts', '.vue'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'vue', 'node'],
  resolver: '<rootDir>/tests/support/jest-resolver.cjs',
  transform: {
    '\\.ts$': ['@swc/jest', swc],
    '\\.vue$': '<rootDir>/tests/support/vue-transform.cjs',
    '\\.css$': '<rootDir>/tests/support/style-transform.cjs',
  },
  transformIgnorePatterns: ['/node_modules/'],
};

/**
 * The first ones need nothing but the sources; the others get their servers from tests/run.mjs. The seconds are for a slow and
 * busy machine: far more than any test takes, and more than it waits for one thing (`eventually`), so that it can say what was missing.
 */
const project = (displayName, testMatch, { seconds, ...more }) => ({
  ...shared,
  ...more,
  displayName,
  testMatch: testMatch.map((glob) => `<rootDir>/${glob}`),
  setupFilesAfterEnv: [`<rootDir>/tests/support/timeout-${seconds}.mjs`],
});

/** For those that start the whole application in their own process, file after file. */
const inProcess = {
  testEnvironment: '<rootDir>/tests/support/own-realm.cjs',
  runtime: '<rootDir>/tests/support/shared-packages.cjs',
};

export default {
  rootDir: root,
  // What a file of tests has loaded stays with its process.
  workerIdleMemoryLimit: '1.2GB',
  testSequencer: '<rootDir>/tests/support/tools/longest-first.mjs',
  projects: [
    project('architecture', ['tests/architecture/**/*.spec.ts'], { seconds: 300 }),
    project('unit', ['{server,plugins,themes,web}/**/*.spec.ts', 'tests/support/**/*.spec.ts'], { seconds: 300 }),
    project('contracts', ['tests/contracts/**/*.spec.ts'], { seconds: 300, ...inProcess }),
    project('integration', ['tests/integration/**/*.spec.ts'], { seconds: 300, ...inProcess }),
    project('launch', ['tests/launch/**/*.spec.ts'], { seconds: 900 }),
    project('e2e', ['tests/e2e/**/*.spec.ts'], { seconds: 900 }),
    project('bench', ['tests/bench/**/*.spec.ts'], { seconds: 900 }),
    // Long by nature: run by hand before a release, with small seeded versions of them among the others.
    project('proof', ['tests/proof/**/*.spec.ts'], { seconds: 5400 }),
  ],
};
