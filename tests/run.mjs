// npm test [projects or path patterns] [jest options]: sets itself up, runs everything, says loudly what it could not run,
// and keeps a ledger of what passed only when it was tried again. SECOND_TRY=off: nothing is tried again.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildStale, rootFolder as root } from '../server/launch/build.mjs';
import { checkNode, ensureInstalled } from '../server/launch/install.mjs';
import { printFailure, say } from '../server/launch/says.mjs';
import { JestRuns } from './support/tools/jest-runs.mjs';
import { ledger } from './support/tools/second-tries.mjs';
import { Services } from './support/tools/set-up.mjs';

const every = ['architecture', 'unit', 'contracts', 'integration', 'launch', 'e2e'];
const optional = ['bench', 'proof'];
const withoutServices = new Set(['architecture', 'unit']);
const wholePlatforms = new Set(['launch', 'e2e', 'bench', 'proof']);
/** Those that drive whole platforms from outside, through a browser or the launcher. What we call ourselves has one try. */
const withSecondTry = new Set(['launch', 'e2e']);

function readArguments(args) {
  const projects = args.filter((arg) => [...every, ...optional].includes(arg));
  const rest = args.filter((arg) => !projects.includes(arg));
  return { projects: projects.length ? projects : every, rest };
}

const work = mkdtempSync(path.join(os.tmpdir(), 'linlang-run-'));
const services = new Services({ root, ci: /^(1|true)$/i.test(process.env.CI ?? ''), log: say });
const runs = new JestRuns({
  root,
  config: path.join(root, 'tests/jest.config.mjs'),
  work,
  env: () => services.env,
  say: (line) => process.stdout.write(`${line}\n`),
});
let stopped = false;

const again = (projects) => projects.every((name) => withSecondTry.has(name)) && process.env.SECOND_TRY !== 'off';

function runJest(projects, rest, { workers }) {
  const isOption = (arg, at) => arg.startsWith('-') || ['-t', '--testNamePattern'].includes(rest[at - 1]);
  const args = rest.filter(isOption);
  const patterns = rest.filter((arg, at) => !isOption(arg, at));
  return runs.run({ projects, args, workers, patterns, again: again(projects) });
}

/** What measures has the machine to itself; and whoever names files wants to see them as if they were alone. */
const alone = (projects, rest) =>
  projects.some((name) => optional.includes(name)) || rest.some((arg) => !arg.startsWith('-'));

async function main() {
  checkNode(root);
  const { projects, rest } = readArguments(process.argv.slice(2));
  await ensureInstalled({ root, dev: true, log: say });
  const early = projects.filter((name) => withoutServices.has(name));
  const late = projects.filter((name) => !withoutServices.has(name));
  // The servers come up, and the sources are built, while the tests that need neither are running.
  const ready = late.length ? Promise.all([services.start(late), build(late)]) : Promise.resolve();
  ready.catch(() => {});
  if (early.length) await runJest(early, rest, { workers: 2 });
  await ready;
  const together = late.filter((name) => !wholePlatforms.has(name));
  if (together.length && !stopped) await runJest(together, rest, { workers: 2 });
  // Two beside each other, those too that kill what is their own: they are at rest for much of their time.
  const whole = late.filter((name) => wholePlatforms.has(name));
  if (whole.length && !stopped) await runJest(whole, rest, { workers: alone(whole, rest) ? 1 : 2 });
}

/** Whole platforms run from what is built, and pages that readers are sent are drawn by the web half. */
async function build(late) {
  if (late.some((name) => name === 'integration' || wholePlatforms.has(name))) await buildStale({ root, log: say });
}

async function end() {
  await services.stop();
  rmSync(work, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (stopped) return;
    stopped = true;
    runs.stop();
    await end();
    process.exit(130);
  });
}

let broken;
try {
  await main();
} catch (error) {
  broken = error;
}
if (!stopped) {
  const { total, secondTries } = runs;
  await end();
  if (broken) printFailure(broken, root);
  const none = total.passed + total.failed + total.skipped === 0;
  if (none && !broken) process.stdout.write('No test was found: that is a failure.\n');
  if (broken || none) total.failed += 1;
  for (const line of services.missing) process.stdout.write(`\n!!! SKIPPED / 已跳过: ${line}\n`);
  const tries = ledger(secondTries);
  if (tries.length) process.stdout.write(`\n${tries.join('\n')}\n`);
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}
