import { filesBelow, read } from './sources.js';

/** Ways to let time go by. A deadline, which ends something that takes too long, is none of them. */
const waits = [
  /\bwaitForTimeout\(/,
  /\bawait (pause|sleep)\(/,
  /\bpg_sleep\(/,
  /import \{[^}]*\bsetTimeout\b[^}]*\} from '(node:)?timers\/promises'/,
  /new Promise(<\w+>)?\(\s*(\(?\w*\)?)\s*=>\s*\{?\s*(?:void )?setTimeout\(/,
];

/** Where the time itself is what is meant, and why. */
const meant: Record<string, string> = {
  'tests/support/eventually.ts': 'the pause between two questions, for everybody',
  'tests/support/tools/opensearch.mjs': 'the pause between two questions, before there are tests',
  'tests/support/tools/s3-server.mjs': 'the pause between two questions, before there are tests',
  'tests/e2e/screens.mjs': 'pictures for people to look at, taken by hand and held against nothing',
  'tests/bench/batch.spec.ts':
    'how far a batch is, asked as often as the console asks, and how people fare for some seconds',
  'tests/bench/batch/beside.ts': 'people come at a measured rate while a batch goes on',
  'tests/proof/bombs.spec.ts': 'readers come at a measured rate while the bombs arrive',
  'tests/integration/wall.spec.ts': 'a statement that keeps its connection while others want one',
};

const inTests = [
  ...filesBelow('tests', /\.(ts|mjs)$/).filter((file) => !file.startsWith('tests/architecture/')),
  ...['server', 'plugins', 'web', 'themes'].flatMap((place) => filesBelow(place, /\.spec\.ts$/)),
];
const letsTimePass = (source: string): boolean => waits.some((wait) => wait.test(source));

describe('patience', () => {
  test('a test waits for what it means, and not for time to pass: see tests/support/eventually.ts', () => {
    const sleepers = inTests.filter((file) => letsTimePass(read(file)));
    expect(sleepers).toEqual(Object.keys(meant).sort());
  });

  test('is not held against a second while another platform runs beside it', () => {
    const whole = [...filesBelow('tests/e2e', /\.ts$/), ...filesBelow('tests/launch', /\.ts$/)];
    expect(whole.length).toBeGreaterThan(20);
    expect(whole.filter((file) => /\bwithinASecond\(|\btoBeLessThan\w*\([\d_]*000\)/.test(read(file)))).toEqual([]);
  });

  test('is noticed in every way it may be written', () => {
    for (const sleeping of [
      `await page.waitForTimeout(150);`,
      `await pause(200);`,
      `await new Promise((resolve) => setTimeout(resolve, 300));`,
      `await new Promise<void>((done) => setTimeout(done, 20));`,
      `new Promise((resolve) => { setTimeout(resolve, 20); })`,
      `import { setTimeout as sleep } from 'node:timers/promises';`,
      `await db.query('SELECT pg_sleep(1)')`,
    ]) {
      expect([sleeping, letsTimePass(sleeping)]).toEqual([sleeping, true]);
    }
    for (const deadline of [
      `const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);`,
      `import { setImmediate as soon } from 'node:timers/promises';`,
    ]) {
      expect([deadline, letsTimePass(deadline)]).toEqual([deadline, false]);
    }
  });
});
