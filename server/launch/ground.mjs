// Is the ground fit to build on? Asked before anything slow begins, so that the answer comes at once.
import { mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { LaunchError, asLaunchError } from './says.mjs';

const leastFree = 64 * 1024 * 1024;

/** Makes the folder if need be, and proves that it can be written. */
export function ensureWritable(folder) {
  try {
    // Searchable by all when root makes it, since the database then runs as another user; the rest keeps itself closed.
    mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    if (!statSync(folder).isDirectory()) {
      throw new LaunchError(`${folder} is not a folder: set DATA_DIR to a folder.`, { zh: `不是目录：${folder}` });
    }
    const probe = path.join(folder, `.probe-${process.pid}`);
    // A new file, and not whatever a link of that name leads to.
    rmSync(probe, { force: true });
    writeFileSync(probe, 'written', { flag: 'wx' });
    rmSync(probe);
  } catch (error) {
    if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS') {
      throw new LaunchError(
        `The data folder ${folder} cannot be written: give this user the right to, or set DATA_DIR.`,
        {
          cause: error,
          zh: `数据目录不可写：${folder}`,
        },
      );
    }
    if (error.code === 'ENOTDIR' || error.code === 'EEXIST') {
      throw new LaunchError(`The data folder ${folder} cannot be made: a file is in its way.`, {
        cause: error,
        zh: `无法创建数据目录：${folder}`,
      });
    }
    throw asLaunchError(error, folder);
  }
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < leastFree) {
    throw new LaunchError(`The disk of ${folder} is full: less than 64 MB are free. Free some space and start again.`, {
      zh: `磁盘已满（剩余不足 64 MB）：${folder}`,
    });
  }
}

/** As server/platform/config.ts has it: the demo is for the one who looks at it. */
export const listensOn = ({ HOST, DEMO }) => HOST || (/^(off|false|0)$/i.test(DEMO ?? '') ? '0.0.0.0' : '127.0.0.1');

/** A wrong number is left to the settings, which name the variable. */
export function ensurePortFree(portText, host) {
  const port = portText ? Number(portText) : 3000;
  if (!Number.isInteger(port) || port < 0 || port > 65535) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (error.code === 'EADDRINUSE') {
        reject(
          new LaunchError(
            `Port ${port} is taken by another program: stop that one, or choose another, as in PORT=${port + 1} npm start.`,
            {
              zh: `端口 ${port} 已被占用，请换一个端口`,
            },
          ),
        );
      } else if (error.code === 'EACCES') {
        reject(
          new LaunchError(`Port ${port} may not be used by this user: choose one above 1023 with PORT.`, {
            zh: `无权使用端口 ${port}`,
          }),
        );
      } else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
        reject(new LaunchError(`HOST=${host} is no address of this machine.`, { zh: `HOST 不是本机地址：${host}` }));
      } else reject(error);
    });
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve()));
  });
}
