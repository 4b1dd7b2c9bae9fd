import { join } from 'node:path';
import type { MediaWorkspace } from '../../contract/plugin.js';
import type { Json } from '../../contract/values.js';

export type Keep = MediaWorkspace['keep'];
export type Say = MediaWorkspace['log'];
export type Tools = Pick<MediaWorkspace, 'hasTool' | 'runTool'>;

/** One piece of work on one file, in a folder that is thrown away when it ends. */
export function workspaceIn(
  folder: string,
  given: { mediaType: string; size: number; path: string; keep: Keep; log: Say; tools: Tools; signal: AbortSignal },
): MediaWorkspace {
  let made = 0;
  return {
    mediaType: given.mediaType,
    size: given.size,
    originalPath: () => Promise.resolve(given.path),
    temporaryPath: (suffix: string) => Promise.resolve(join(folder, `${made++}${suffix.replace(/[^\w.-]/g, '')}`)),
    keep: given.keep,
    log: given.log,
    signal: given.signal,
    hasTool: given.tools.hasTool,
    runTool: given.tools.runTool,
  };
}

const nothing = (_: string, __: string, ___?: Record<string, Json>) => Promise.resolve();

/** For looking only: what is kept goes nowhere. */
export function lookingOnly(
  folder: string,
  given: { mediaType: string; size: number; path: string; tools: Tools; signal: AbortSignal },
): MediaWorkspace {
  const keep = () => Promise.reject(new Error('inspect() may not keep derivatives'));
  return workspaceIn(folder, { ...given, keep, log: nothing });
}
