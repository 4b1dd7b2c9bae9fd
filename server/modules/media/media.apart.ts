import { Injectable } from '@nestjs/common';
import type { MediaWorkspace } from '../../contract/plugin.js';
import type { Json } from '../../contract/values.js';
import type { ApartLane } from '../../platform/apart/apart.lane.js';
import { Apart } from '../../platform/apart/apart.service.js';
import { Config } from '../../platform/config.js';
import type { DeriveWork, LocalFile, Seen } from './media.verbs.js';
import type { Tools } from './media.workspace.js';
import { findTool, runTool } from './tool.runner.js';

/** Looking reads heads, tables and descriptions: whatever needs more than this was made to. */
const lookMs = 30_000;
const lookMb = 768;
/** A film of three hours is turned into another by a program; the child only waits for it. */
const deriveMs = 6 * 3_600_000;
const mebibyte = 1024 * 1024;

/** Files are read in children: those that come in by some, those that are worked on by others, so that none waits for another. */
@Injectable()
export class MediaApart {
  private readonly looking: ApartLane;
  private readonly deriving: ApartLane;

  constructor(apart: Apart, { env }: Config) {
    this.looking = apart.lane({
      name: 'looking',
      children: 2,
      mostWaiting: 100,
      timeMs: lookMs,
      memoryMb: lookMb,
      outputBytes: 4 * mebibyte,
    });
    this.deriving = apart.lane({
      name: 'deriving',
      children: env.WORKER_CONCURRENCY,
      mostWaiting: 100,
      timeMs: deriveMs,
      memoryMb: env.MEDIA_MEMORY_MB,
      outputBytes: 4 * mebibyte,
    });
  }

  /** What an arrived file is. Throws `ApartDied` where finding out brought a child down. */
  look(file: LocalFile): Promise<Seen> {
    // The programs that it may have asked for end with it.
    return this.withTools((calls) => this.looking.run<Seen>('look', file, { calls }));
  }

  derive(
    work: DeriveWork,
    calls: Pick<MediaWorkspace, 'keep' | 'log'>,
    signal: AbortSignal,
  ): Promise<Record<string, Json>> {
    return this.withTools(
      (tools) => this.deriving.run<Record<string, Json>>('derive', work, { signal, calls: { ...calls, ...tools } }),
      signal,
    );
  }

  private async withTools<T>(
    work: (tools: { [K in keyof Tools]: Tools[K] }) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const over = new AbortController();
    const until = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
    try {
      return await work({
        hasTool: async (name) => (await findTool(name)) !== undefined,
        runTool: (name, args) => runTool(name, args, until),
      });
    } finally {
      over.abort();
    }
  }
}
