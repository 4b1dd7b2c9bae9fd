// Are the packages of the lockfile there? Answered from what npm itself wrote, so a copied or hand-made install counts too.
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from './says.mjs';

export function checkNode(root) {
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const [needed, own] = [engines.node.replace(/[^\d.]/g, ''), process.versions.node].map((text) =>
    text.split('.').map(Number),
  );
  const difference = needed.map((part, at) => own[at] - part).find((part) => part !== 0) ?? 0;
  if (difference >= 0) return;
  throw new LaunchError(`Linlang needs Node ${needed.join('.')} or newer; this is ${process.versions.node}.`, {
    zh: `需要 Node ${needed.join('.')} 以上版本`,
  });
}

/** Does an optional package of the lockfile belong on this machine? */
function isForHere(entry) {
  const fits = (list, own) =>
    !list ||
    list.some((name) => name === own) ||
    (list.every((name) => name.startsWith('!')) && !list.includes(`!${own}`));
  const libc =
    process.platform === 'linux'
      ? process.report?.getReport().header.glibcVersionRuntime
        ? 'glibc'
        : 'musl'
      : undefined;
  return (
    fits(entry.os, process.platform) &&
    fits(entry.cpu, process.arch) &&
    (!entry.libc || !libc || entry.libc.includes(libc))
  );
}

const read = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return undefined;
  }
};

/** @returns {{ complete: boolean, hasDev: boolean }} */
export function installed(root) {
  const wanted = read(path.join(root, 'package-lock.json')) ?? {};
  const present = read(path.join(root, 'node_modules/.package-lock.json'));
  if (!present) return { complete: false, hasDev: false };
  let complete = true;
  let hasDev = true;
  for (const [at, entry] of Object.entries(wanted)) {
    if (at === '' || entry.link || present[at]?.version === entry.version) continue;
    if (entry.optional && (!isForHere(entry) || (!entry.os && !entry.cpu))) continue;
    if (entry.dev || entry.devOptional) hasDev = false;
    else complete = false;
  }
  return { complete, hasDev };
}

/** @param {{ root: string, dev?: boolean, log?: (line: string) => void }} options */
export async function ensureInstalled({ root, dev = false, log = () => {} }) {
  const now = installed(root);
  if (now.complete && (now.hasDev || !dev)) return false;
  const modules = path.join(root, 'node_modules');
  try {
    accessSync(existsSync(modules) ? modules : root, constants.W_OK);
  } catch (cause) {
    throw new LaunchError(`The packages must be installed, and ${root} cannot be written.`, {
      cause,
      zh: `目录不可写：${root}`,
    });
  }
  const all = dev || (existsSync(modules) && now.hasDev);
  log('installing packages (npm ci)');
  // No package of ours needs an install script, and npm 11 would hold them back anyway.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (!all) args.push('--omit=dev');
  await npm(root, args);
  const then = installed(root);
  if (!then.complete)
    throw new LaunchError('npm ci ended well, yet packages are missing: remove node_modules and try again.');
  return true;
}

function npm(root, args) {
  // The npm that started us, else the one on the path.
  const script = process.env.npm_execpath;
  const own = script && /npm-cli\.[cm]?js$/.test(script) && existsSync(script);
  const windows = process.platform === 'win32';
  const command = own ? process.execPath : windows ? 'npm.cmd' : 'npm';
  // npm hands its own settings down as variables; those of an outer `npm start` must not steer the inner one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config_omit|config_include|command|lifecycle)/.test(name)),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(command, own ? [script, ...args] : args, {
      cwd: root,
      env: { ...env, NODE_ENV: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: !own && windows,
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => (text = (text + data).slice(-20_000)));
    child.on('error', (cause) => {
      reject(
        new LaunchError('npm was not found: it comes with Node and must be on the path.', { cause, zh: '找不到 npm' }),
      );
    });
    child.on('exit', (code) => {
      if (code === 0) return resolve();
      if (/ENOSPC/.test(text)) {
        return reject(
          new LaunchError(`The disk is full: the packages cannot be installed in ${root}.`, {
            zh: '磁盘已满，无法安装依赖包',
          }),
        );
      }
      if (/EACCES|EROFS/.test(text)) {
        return reject(
          new LaunchError(
            `The packages cannot be installed: ${root} or npm's cache cannot be written.\n${text.slice(-600)}`,
          ),
        );
      }
      reject(
        new LaunchError(`The packages cannot be installed (npm ci ended with ${code}):\n${text.slice(-3000)}`, {
          zh: '依赖包安装失败',
        }),
      );
    });
  });
}
