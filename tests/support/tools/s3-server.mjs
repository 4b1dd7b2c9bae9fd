// A real S3 server: versitygw, built once by Go, serving a folder that is thrown away later.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../../server/launch/free-port.mjs';
import { ends, guard, pause } from '../../../server/launch/processes.mjs';
import { MissingTool, findProgram, runTool, toolsFolder } from './folder.mjs';

export const VERSITYGW_VERSION = 'v1.8.0';

/** @returns {Promise<string>} the program */
export async function prepareS3(log = () => {}) {
  const program = path.join(toolsFolder(), `versitygw-${VERSITYGW_VERSION}`);
  if (existsSync(program)) return program;
  const go = findProgram('go');
  if (!go) throw new MissingTool('Go, which builds the S3 server');
  log(`building the S3 server versitygw ${VERSITYGW_VERSION} (a few minutes, once)`);
  const half = mkdtempSync(path.join(toolsFolder(), '.versitygw-'));
  await runTool(go, ['install', `github.com/versity/versitygw/cmd/versitygw@${VERSITYGW_VERSION}`], {
    cwd: half,
    env: { ...process.env, GOBIN: half, GOFLAGS: '' },
  });
  renameSync(path.join(half, 'versitygw'), program);
  rmSync(half, { recursive: true, force: true });
  return program;
}

/** @returns {Promise<{ env: Record<string, string>, pid: number, stop: () => Promise<void> }>} */
export async function startS3(program, bucket = 'linlang-tests') {
  const work = mkdtempSync(path.join(os.tmpdir(), 'linlang-s3-'));
  const objects = path.join(work, 'objects');
  // A folder of the top level is a bucket.
  mkdirSync(path.join(objects, bucket), { recursive: true });
  const key = `test${randomBytes(6).toString('hex')}`;
  const secret = randomBytes(20).toString('hex');
  const port = await freePort();
  // File systems without extended attributes (some container roots) keep them in a folder beside.
  for (const store of [[], ['--sidecar', path.join(work, 'sidecar')]]) {
    if (store.length) mkdirSync(store[1], { recursive: true });
    const out = openSync(path.join(work, 'log'), 'a');
    const args = ['--port', `127.0.0.1:${port}`, '--quiet', 'posix', ...store, objects];
    const child = spawn(program, args, {
      cwd: work,
      detached: true,
      stdio: ['ignore', out, out],
      env: { ...process.env, ROOT_ACCESS_KEY: key, ROOT_SECRET_KEY: secret },
    });
    closeSync(out);
    let over = false;
    child.once('exit', () => (over = true));
    child.once('error', () => (over = true));
    const letGo = guard(child.pid, 'TERM');
    const stop = async () => {
      letGo();
      if (!over) {
        child.kill('SIGTERM');
        if (!(await ends(child.pid, 3_000))) child.kill('SIGKILL');
        await ends(child.pid, 3_000);
      }
      rmSync(work, { recursive: true, force: true });
    };
    const endpoint = `http://127.0.0.1:${port}`;
    const until = Date.now() + 20_000;
    while (!over && Date.now() < until) {
      const answer = await fetch(`${endpoint}/`).catch(() => undefined);
      if (answer) {
        const env = {
          TEST_S3_ENDPOINT: endpoint,
          TEST_S3_ACCESS_KEY: key,
          TEST_S3_SECRET_KEY: secret,
          TEST_S3_REGION: 'us-east-1',
          TEST_S3_BUCKET: bucket,
        };
        return { env, pid: child.pid, stop };
      }
      await pause(50);
    }
    const tail = readFileSync(path.join(work, 'log'), 'utf8').slice(-2000);
    if (store.length === 0 && /attr/i.test(tail)) continue;
    await stop();
    throw new Error(`The S3 server did not start:\n${tail}`);
  }
  throw new Error('The S3 server did not start.');
}
