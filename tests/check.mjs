// npm run check: the quick loop. Format, rules, types, the import rule and the unit tests; nothing may even warn.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { rootFolder as root } from '../server/launch/build.mjs';
import { checkNode, ensureInstalled } from '../server/launch/install.mjs';
import { printFailure, say } from '../server/launch/says.mjs';

const bin = (file) => path.join(root, 'node_modules', file);
const cache = path.join('node_modules', '.cache');

const steps = [
  ['format', bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '--cache', '.'],
  ['rules', bin('eslint/bin/eslint.js'), '.', '--max-warnings=0', '--no-warn-ignored'],
  [
    'types of the server',
    bin('typescript/bin/tsc'),
    '--noEmit',
    '--incremental',
    '--tsBuildInfoFile',
    path.join(cache, 'server.tsbuildinfo'),
  ],
  ['types of the web', bin('vue-tsc/bin/vue-tsc.js'), '--noEmit', '-p', 'web/tsconfig.json'],
  ['architecture and unit tests', path.join(root, 'tests/run.mjs'), 'architecture', 'unit', '--silent'],
];

function run([name, script, ...args]) {
  if (name === 'types of the web' && !existsSync(path.join(root, 'web/tsconfig.json')))
    return { name, code: 0, ms: 0, text: '' };
  const began = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += data));
    child.on('exit', (code) => resolve({ name, code: code ?? 1, ms: Date.now() - began, text }));
  });
}

/** Two at a time, the longest first: the machines that run this have two cores. */
async function all() {
  const waiting = ['rules', 'types of the server', 'types of the web', 'architecture and unit tests', 'format'].map(
    (name) => steps.find((step) => step[0] === name),
  );
  const failed = [];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const { name, code, ms, text } = await run(step);
      const good = code === 0 && (name.endsWith('tests') || !/\bwarning\b|\[warn\]/i.test(text));
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
  const failed = await all();
  say(failed.length ? `not in order: ${failed.join(', ')}` : 'all in order');
  process.exitCode = failed.length ? 1 : 0;
} catch (error) {
  process.exitCode = printFailure(error, root);
}
