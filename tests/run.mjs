// npm test [projects or path patterns] [jest options]: sets itself up, runs everything, says loudly what it could not run.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildStale, rootFolder as root } from '../server/launch/build.mjs';
import { checkNode, ensureInstalled } from '../server/launch/install.mjs';
import { LaunchError, printFailure, say } from '../server/launch/says.mjs';
import { Services } from './support/tools/set-up.mjs';

const every = ['architecture', 'unit', 'contracts', 'integration', 'launch', 'e2e'];
const optional = ['bench'];
const withoutServices = new Set(['architecture', 'unit']);
const wholePlatforms = new Set(['launch', 'e2e', 'bench']);

function readArguments(args) {
  const projects = args.filter((arg) => [...every, ...optional].includes(arg));
  const rest = args.filter((arg) => !projects.includes(arg));
  return { projects: projects.length ? projects : every, rest };
}

const work = mkdtempSync(path.join(os.tmpdir(), 'linlang-run-'));
const services = new Services({ root, ci: /^(1|true)$/i.test(process.env.CI ?? ''), log: say });
let jest;
let stopped = false;

function runJest(projects, rest, workers) {
  const out = path.join(work, `${projects.join('-')}.json`);
  const args = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  args.push(path.join(root, 'node_modules/jest/bin/jest.js'), '--config', path.join(root, 'tests/jest.config.mjs'));
  args.push('--json', `--outputFile=${out}`, '--passWithNoTests', `--maxWorkers=${workers}`);
  args.push('--selectProjects', ...projects);
  const isOption = (arg, at) => arg.startsWith('-') || ['-t', '--testNamePattern'].includes(rest[at - 1]);
  args.push(...rest.filter(isOption));
  const patterns = rest.filter((arg, at) => !isOption(arg, at));
  if (patterns.length) args.push('--testPathPatterns', ...patterns);
  return new Promise((resolve, reject) => {
    jest = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...services.env, NODE_ENV: 'test', TZ: 'UTC' },
    });
    jest.once('error', reject);
    jest.once('exit', (code, signal) => {
      if (!existsSync(out)) return reject(new LaunchError(`jest ended without a result (${signal ?? code}).`));
      resolve({ code, result: JSON.parse(readFileSync(out, 'utf8')) });
    });
  });
}

const total = { passed: 0, failed: 0, skipped: 0 };
function count({ code, result }) {
  total.passed += result.numPassedTests;
  // A file that could not even be loaded has no tests of its own to count.
  total.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  total.skipped += result.numPendingTests + result.numTodoTests;
  if (code !== 0 && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) {
    process.stdout.write(`jest ended with ${code} although no test failed: counted as one failure.\n`);
    total.failed += 1;
  }
}

async function main() {
  checkNode(root);
  const { projects, rest } = readArguments(process.argv.slice(2));
  await ensureInstalled({ root, dev: true, log: say });
  const early = projects.filter((name) => withoutServices.has(name));
  const late = projects.filter((name) => !withoutServices.has(name));
  // The servers come up, and the sources are built, while the tests that need neither are running.
  const ready = late.length ? Promise.all([services.start(late), build(late)]) : Promise.resolve();
  ready.catch(() => {});
  if (early.length) count(await runJest(early, rest, late.length ? 1 : 2));
  await ready;
  // Whole platforms have a machine to themselves: their tests hold seconds against what was promised.
  const alone = late.filter((name) => wholePlatforms.has(name));
  const together = late.filter((name) => !wholePlatforms.has(name));
  if (together.length && !stopped) count(await runJest(together, rest, 2));
  if (alone.length && !stopped) count(await runJest(alone, rest, 1));
}

/** Whole platforms run from what is built; only those that show pages need the web half of it. */
async function build(late) {
  const has = (...names) => late.some((name) => names.includes(name));
  if (has(...wholePlatforms)) await buildStale({ root, log: say });
  else if (has('integration')) await buildStale({ root, only: 'server', log: say });
}

async function end() {
  await services.stop();
  rmSync(work, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (stopped) return;
    stopped = true;
    jest?.kill('SIGTERM');
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
  await end();
  if (broken) printFailure(broken, root);
  const none = total.passed + total.failed + total.skipped === 0;
  if (none && !broken) process.stdout.write('No test was found: that is a failure.\n');
  if (broken || none) total.failed += 1;
  for (const line of services.missing) process.stdout.write(`\n!!! SKIPPED / 已跳过: ${line}\n`);
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}
