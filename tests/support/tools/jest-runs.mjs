// Runs of jest, added up: where it is wanted, files that failed have one more try, alone, and each use is written down.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { usesOf } from './second-tries.mjs';

/** More than so many failed files are broken and not unlucky: trying again would only hide how much. */
const mostAgain = 3;
/** A run that has written its result and does not end is kept up by something that a test has left open. */
const endsWithinMs = 60_000;

const failedOf = (file) => file.assertionResults.filter((one) => one.status === 'failed');

export class JestRuns {
  total = { passed: 0, failed: 0, skipped: 0 };
  /** What failed and passed when it was tried again: the ledger of this run. */
  secondTries = [];
  #child;
  #runs = 0;

  constructor({ root, config, work, env = () => ({}), say, withinMs = endsWithinMs }) {
    Object.assign(this, { root, config, work, env, say, withinMs });
  }

  /** @param {{ projects: string[], args?: string[], patterns?: string[], workers?: number, again?: boolean }} wanted */
  async run({ projects, args = [], patterns = [], workers = 1, again = false }) {
    const chosen = patterns.length ? ['--testPathPatterns', ...patterns] : [];
    const first = await this.#jest(projects, [...args, ...chosen], workers);
    const broken = first.files.filter((file) => file.status === 'failed');
    if (!again || broken.length === 0 || broken.length > mostAgain || first.hung) return this.#add(first);

    this.#add({ ...first, files: first.files.filter((file) => file.status !== 'failed'), code: 0 });
    this.say(`failed, tried once more and alone: ${broken.map((file) => this.#name(file)).join(', ')}`);
    const second = await this.#jest(projects, [...args, '--runTestsByPath', ...broken.map((file) => file.name)], 1);
    this.#add(second);
    for (const file of broken) {
      const later = second.files.find((one) => one.name === file.name);
      // A file that does not come back has not passed.
      if (!later) this.total.failed += 1;
      if (later?.status === 'passed' && !second.hung) this.secondTries.push(...usesOf(this.root, file, later));
    }
  }

  stop() {
    this.#child?.kill('SIGTERM');
  }

  #name(file) {
    return path.relative(this.root, file.name);
  }

  #add({ files, code, hung }) {
    const before = this.total.failed;
    for (const file of files) {
      const failed = failedOf(file).length;
      const passed = file.assertionResults.filter((one) => one.status === 'passed').length;
      this.total.passed += passed;
      this.total.skipped += file.assertionResults.length - passed - failed;
      // A file that could not even be loaded has no tests of its own to count.
      this.total.failed += file.status === 'failed' && failed === 0 ? 1 : failed;
    }
    if (this.total.failed > before || (code === 0 && !hung)) return;
    this.say(
      hung
        ? 'jest did not end by itself after its last test: a test has left something open. Counted as one failure.'
        : `jest ended with ${code} although no test failed: counted as one failure.`,
    );
    this.total.failed += 1;
  }

  #jest(projects, more, workers) {
    const out = path.join(this.work, `result-${++this.#runs}.json`);
    const args = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
    args.push(path.join(this.root, 'node_modules/jest/bin/jest.js'), '--config', this.config);
    args.push('--json', `--outputFile=${out}`, '--passWithNoTests', `--maxWorkers=${workers}`);
    args.push('--selectProjects', ...projects, ...more);
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, args, {
        cwd: this.root,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, ...this.env(), NODE_ENV: 'test', TZ: 'UTC' },
      });
      this.#child = child;
      let hung = false;
      let written;
      const watch = setInterval(() => {
        if (!existsSync(out)) return;
        written ??= Date.now();
        if (Date.now() - written < this.withinMs) return;
        hung = true;
        child.kill('SIGKILL');
      }, 200);
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        clearInterval(watch);
        if (!existsSync(out)) return reject(new Error(`jest ended without a result (${signal ?? code}).`));
        resolve({ code, hung, files: JSON.parse(readFileSync(out, 'utf8')).testResults });
      });
    });
  }
}
