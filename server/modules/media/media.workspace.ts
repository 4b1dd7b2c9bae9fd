import { join } from 'node:path';
import type { MediaWorkspace } from '../../contract/plugin.js';
import type { Json } from '../../contract/values.js';
import { findTool, runTool } from './tool.runner.js';

export type Keep = MediaWorkspace['keep'];
export type Say = MediaWorkspace['log'];

/** One piece of work on one file, in a folder that is thrown away when it ends. */
export function workspaceIn(
  folder: string,
  given: {
    mediaType: string;
    size: number;
    original: () => Promise<string>;
    keep: Keep;
    log: Say;
    signal: AbortSignal;
  },
): MediaWorkspace {
  let made = 0;
  return {
    mediaType: given.mediaType,
    size: given.size,
    originalPath: given.original,
    temporaryPath: (suffix: string) => Promise.resolve(join(folder, `${made++}${suffix.replace(/[^\w.-]/g, '')}`)),
    keep: given.keep,
    log: given.log,
    signal: given.signal,
    hasTool: async (name) => (await findTool(name)) !== undefined,
    runTool: (name, args) => runTool(name, args, given.signal),
  };
}

/** For looking only: what is kept goes nowhere. */
export function lookingOnly(folder: string, mediaType: string, size: number, path: string): MediaWorkspace {
  const nothing = (_: string, __: string, ___?: Record<string, Json>) => Promise.resolve();
  return workspaceIn(folder, {
    mediaType,
    size,
    original: () => Promise.resolve(path),
    keep: () => Promise.reject(new Error('inspect() may not keep derivatives')),
    log: nothing,
    signal: AbortSignal.timeout(60_000),
  });
}
