import { pipeline, type Readable, Transform } from 'node:stream';
import type { Request, Response } from 'express';
import multer from 'multer';
import { Problem } from '../../contract/problems.js';
import { storageProblem } from '../storage/storage.errors.js';
import { assertWhole } from './request.edge.js';

/** The one file of a form, handed on as it comes: no more of it is held than a few blocks. */
export async function receiveFormFile<Kept>(
  request: Request,
  response: Response,
  mostBytes: (name: string) => number,
  keep: (bytes: Readable) => Promise<Kept>,
): Promise<{ name: string; kept: Kept }> {
  let received: { name: string; kept: Kept } | undefined;
  let broken: unknown;
  const receive = async (name: string, stream: Readable): Promise<void> => {
    assertWhole(name);
    const bytes = upTo(mostBytes(name));
    // What fails on either side fails for whoever keeps it.
    pipeline(stream, bytes, () => undefined);
    received = { name, kept: await keep(bytes) };
  };
  const engine: multer.StorageEngine = {
    _handleFile: (_, file, done) => {
      receive(file.originalname, file.stream).then(
        () => done(null, {}),
        (error: unknown) => {
          broken = storageProblem(error);
          done(broken);
        },
      );
    },
    _removeFile: (_, __, done) => done(null),
  };
  const form = multer({
    storage: engine,
    limits: { files: 1, fields: 10, fieldSize: 10_000, headerPairs: 100 },
    defParamCharset: 'utf8',
  }).any();
  await new Promise<void>((resolve, reject) => {
    form(request, response, (error: unknown) => (error ? reject(broken ?? problemOf(error)) : resolve()));
  });
  if (!received) throw new Problem('request.invalid', { where: 'body' }, [{ path: 'body', code: 'required' }]);
  return received;
}

function upTo(maxBytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      if (size > maxBytes) done(new Problem('file.too-large', { maxBytes }));
      else done(null, chunk);
    },
  });
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const reason = error instanceof multer.MulterError ? { reason: error.code } : {};
  return new Problem('request.malformed', reason, [], { cause: error });
}
