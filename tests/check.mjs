// npm run check: the quick loop. Format, rules, types, the import rule and the unit tests; nothing may even warn.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { rootFolder as root } from '../server/launch/build.mjs';
import { checkNode, ensureInstalled } from '../server/launch/install.mjs';
import { printFailure, say } from '../server/launch/says.mjs';

const bin = (file) => path.join(root, 'node_modules', file);
const notes = path.join('node_modules', '.cache', 'server.tsbuildinfo');
const tests = 'architecture and unit tests';

// Only what has changed is looked at again; a fresh clone, as in CI, remembers nothing and looks at everything.
const remembered = ['--cache', '--cache-strategy=content', '--cache-location=node_modules/.cache/eslint/'];

/** The longest first: two run at a time, since the machines that this runs on have two cores. */
const steps = [
  ['lockfile', path.join(root, 'tests/support/tools/complete-lock.mjs'), '--check'],
  ['licences', path.join(root, 'tests/support/tools/licences.mjs')],
  ['rules', bin('eslint/bin/eslint.js'), '.', '--max-warnings=0', '--no-warn-ignored', ...remembered],
  ['types of the server', bin('typescript/bin/tsc'), '--noEmit', '--incremental', '--tsBuildInfoFile', notes],
  ['types of the web', bin('vue-tsc/bin/vue-tsc.js'), '--noEmit', '-p', 'web/tsconfig.json'],
  [tests, path.join(root, 'tests/run.mjs'), 'architecture', 'unit'],
  ['format', bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '--cache', '.'],
];

function run([name, script, ...args]) {
  const began = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += data));
    child.on('close', (code) => {
      // The word may well be in the name of a test; elsewhere it is one.
      const warned = name !== tests && /\bwarning\b|\[warn\]/i.test(text);
      resolve({ name, good: code === 0 && !warned, ms: Date.now() - began, text });
    });
  });
}

async function all(waiting) {
  const failed = [];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const { name, good, ms, text } = await run(step);
      if (!good) failed.push(name);
      say(`${good ? 'ok    ' : 'FAILED'} ${name} (${(ms / 1000).toFixed(1)} s)`);
      if (!good) process.stdout.write(`${text}\n`);
    }
  };
  await Promise.all([lane(), lane()]);
  return failed;
}

try {
  checkNode(root);
  await ensureInstalled({ root, dev: true, log: say });
  // CI runs all tests afterwards, these among them.
  const withTests = !process.argv.includes('--without-tests');
  const failed = await all(steps.filter(([name]) => withTests || name !== tests));
  say(failed.length ? `not in order: ${failed.join(', ')}` : 'all in order');
  process.exitCode = failed.length ? 1 : 0;
} catch (error) {
  process.exitCode = printFailure(error, root);
}
