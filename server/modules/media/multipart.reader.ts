import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { Problem } from '../../contract/problems.js';
import { receiveFiles } from '../../platform/http/form.files.js';
import { hashing } from '../../platform/storage/hashing.js';
import type { Storage } from '../../platform/storage/storage.js';
import type { Workshop } from '../../platform/storage/workshop.js';
import type { Arrived } from './intake.service.js';

const mostFiles = 500;

/** After so many bytes the disk is asked again: what was announced may be less than what comes, and others write too. */
const askedEvery = 16 * 1024 * 1024;

/** Lets through what may be kept and swallows the rest, so that one large file does not end the whole form. */
function upTo(limit: number, assertDisk: () => Promise<void>): { through: Transform; exceeded(): boolean } {
  let size = 0;
  let asked = 0;
  return {
    through: new Transform({
      transform(chunk: Buffer, _, done) {
        size += chunk.length;
        if (size > limit) return done();
        if (size - asked < askedEvery) return done(null, chunk);
        asked = size;
        assertDisk().then(() => done(null, chunk), done);
      },
    }),
    exceeded: () => size > limit,
  };
}

export interface Room {
  left: number;
  held: string;
  /** Throws where nothing more is to be written. */
  assertDisk(): Promise<void>;
}

/**
 * Reads a form of files, each streamed to a temporary place while it is counted and hashed. What was received is
 * handed to `work` and taken away afterwards, however that ended.
 */
export async function readForm<T>(
  request: Request,
  response: Response,
  context: { workshop: Workshop; storage: Storage; maxBytes: number; room?: Room },
  work: (files: Arrived[]) => Promise<T>,
): Promise<T> {
  const made: string[] = [];
  const arrived: Arrived[] = [];
  // What all files of the form may take together.
  let left = context.room?.left ?? Infinity;
  const receive = async (name: string, stream: Readable): Promise<void> => {
    const path = context.workshop.path('.upload');
    made.push(path);
    // Its place in the form is its place among the pages, whichever is written first: taken before anything is awaited.
    const file: Arrived = {
      path,
      name,
      size: 0,
      sha256: '',
      ...(context.room ? { held: context.room.held } : {}),
      keep: (key) => context.storage.putFile(key, path, { move: true }),
    };
    arrived.push(file);
    await context.workshop.ready();
    await context.room?.assertDisk();
    const { through, kept } = hashing();
    const room = left;
    const limit = upTo(Math.min(context.maxBytes, Math.max(0, room)), async () => context.room?.assertDisk());
    await pipeline(stream, limit.through, through, createWriteStream(path));
    Object.assign(file, kept());
    left -= file.size;
    if (!limit.exceeded()) return;
    const tooLarge = room >= context.maxBytes;
    file.problem = tooLarge
      ? new Problem('file.too-large', { maxBytes: context.maxBytes })
      : new Problem('library.over-quota', { left: Math.max(0, room) });
  };
  try {
    await receiveFiles(request, response, { files: mostFiles, fields: 50 }, receive);
    return await work(arrived);
  } finally {
    await Promise.all(made.map((path) => rm(path, { force: true })));
  }
}
