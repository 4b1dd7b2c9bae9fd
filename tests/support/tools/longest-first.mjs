// The order of test files on a machine that remembers none: one that takes long and begins last leaves a core idle to the end.
import path from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Seconds on two cores, of those above half a minute. How large a file is says nothing of these. */
const seconds = {
  'tests/integration/routes.spec.ts': 194,
  'tests/integration/media.s3.spec.ts': 99,
  'tests/integration/search.opensearch.spec.ts': 91,
  'tests/integration/media.disk.spec.ts': 85,
  'tests/integration/search.postgres.spec.ts': 72,
  'tests/integration/search.outage.spec.ts': 68,
  'tests/integration/kept.pages.spec.ts': 59,
  'tests/integration/hostile.spec.ts': 47,
  'tests/contracts/search.opensearch.spec.ts': 35,
  'tests/integration/media.tus.spec.ts': 35,
  'tests/integration/media.sweep.spec.ts': 34,
  'tests/integration/import.killed.spec.ts': 31,
  'tests/launch/clone.spec.ts': 347,
  'tests/e2e/reader.spec.ts': 211,
  'tests/e2e/console.spec.ts': 121,
  'tests/launch/start.spec.ts': 99,
  'tests/e2e/designer.spec.ts': 75,
  'tests/e2e/crash.spec.ts': 73,
  'tests/e2e/field-types.spec.ts': 66,
  'tests/e2e/schema-change.spec.ts': 58,
  'tests/launch/dev.spec.ts': 46,
  'tests/e2e/dates.spec.ts': 38,
  'tests/e2e/batch.spec.ts': 35,
  'tests/launch/refusal.spec.ts': 33,
};
const usual = 10;

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const failedFirst = (test) => (this.hasFailed(test) ? 0 : 1);
    const ms = (test) => this.time(test) ?? 1000 * (seconds[nameOf(test)] ?? usual);
    return [...tests].sort(
      (a, b) => failedFirst(a) - failedFirst(b) || ms(b) - ms(a) || a.path.localeCompare(b.path, 'en'),
    );
  }
}

const nameOf = ({ path: file, context }) => path.relative(context.config.rootDir, file).replaceAll('\\', '/');
