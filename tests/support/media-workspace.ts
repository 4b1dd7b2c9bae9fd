import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MediaWorkspace } from '../../server/contract/plugin.js';
import type { Json } from '../../server/contract/values.js';

const execute = promisify(execFile);

export interface KeptDerivative {
  recipe: string;
  path: string;
  mediaType: string;
  technical: Record<string, Json>;
}

export interface TriedWorkspace extends MediaWorkspace {
  kept: Map<string, KeptDerivative>;
  said: string[];
  end(): Promise<void>;
}

/** A place for a media handler to work in, whose results a test can look at. Tools can be taken away. */
export async function workspaceFor(path: string, mediaType: string, tools = true): Promise<TriedWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'linlang-media-'));
  const kept = new Map<string, KeptDerivative>();
  const said: string[] = [];
  let made = 0;
  return {
    mediaType,
    size: (await stat(path)).size,
    kept,
    said,
    originalPath: () => Promise.resolve(path),
    temporaryPath: (suffix) => Promise.resolve(join(folder, `${made++}${suffix}`)),
    keep: async ({ kind, recipe, path: from, mediaType: type, technical }) => {
      const to = join(folder, `kept-${kind}`);
      await copyFile(from, to);
      kept.set(kind, { recipe, path: to, mediaType: type, technical: technical ?? {} });
    },
    hasTool: async (name) =>
      tools &&
      (await execute(name, ['-version']).then(
        () => true,
        () => false,
      )),
    runTool: async (name, args) =>
      (await execute(name, args, { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 })).stdout,
    log: (_, code) => {
      said.push(code);
      return Promise.resolve();
    },
    signal: new AbortController().signal,
    end: () => rm(folder, { recursive: true, force: true }),
  };
}
