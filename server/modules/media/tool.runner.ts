import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Problem } from '../../contract/problems.js';

const mostOutput = 256 * 1024 * 1024;
const longestMs = 6 * 3_600_000;

const found = new Map<string, string>();

/** Where a program stands on the path. One that is installed later is found without a restart. */
export async function findTool(name: string): Promise<string | undefined> {
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`not a tool's name: ${name}`);
  const known = found.get(name);
  if (known) return known;
  const endings = process.platform === 'win32' ? ['.exe'] : [''];
  for (const folder of searchPath()) {
    for (const ending of endings) {
      const path = join(folder, name + ending);
      const there = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (there) {
        found.set(name, path);
        return path;
      }
    }
  }
  return undefined;
}

// The search path belongs to the system and not to our settings, so it is not part of Config.
function searchPath(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
}

/** Runs a program without a shell, quietly and within limits. What it says on failure goes into the problem. */
export async function runTool(name: string, args: string[], signal: AbortSignal): Promise<Buffer> {
  const path = await findTool(name);
  if (!path) throw new Problem('file.needs-tool', { tool: name });
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: longestMs,
      killSignal: 'SIGKILL',
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' },
    });
    const out: Buffer[] = [];
    let size = 0;
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostOutput) child.kill('SIGKILL');
      else out.push(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
    child.once('error', reject);
    child.once('close', (code) => {
      if (signal.aborted) return;
      if (code === 0) resolve(Buffer.concat(out));
      else
        reject(new Problem('file.broken', { tool: name, reason: said.trim().split('\n').at(-1)?.slice(0, 300) ?? '' }));
    });
  });
}
