import { pipeline, type Readable, Transform } from 'node:stream';
import type { Request, Response } from 'express';
import multer from 'multer';
import { Problem } from '../../contract/problems.js';
import { storageProblem } from '../storage/storage.errors.js';
import { assertWhole } from './request.edge.js';

/** Files of a form, each handed on as it comes: no more of them is held than a few blocks. */
export async function receiveFiles(
  request: Request,
  response: Response,
  { files, fields }: { files: number; fields: number },
  receive: (name: string, bytes: Readable) => Promise<void>,
): Promise<void> {
  let broken: unknown;
  const engine: multer.StorageEngine = {
    _handleFile: (_, file, done) => {
      const received = async () => {
        assertWhole(file.originalname);
        await receive(file.originalname, file.stream);
      };
      received().then(
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
    limits: { files, fields, fieldSize: 10_000, headerPairs: 100 },
    defParamCharset: 'utf8',
  }).any();
  await new Promise<void>((resolve, reject) => {
    // What failed on our side stays what it is.
    form(request, response, (error: unknown) => (error ? reject(broken ?? problemOf(error, files)) : resolve()));
  });
}

/** The one file of a form. */
export async function receiveFile<Kept>(
  request: Request,
  response: Response,
  mostBytes: (name: string) => number,
  keep: (bytes: Readable) => Promise<Kept>,
): Promise<{ name: string; kept: Kept }> {
  let received: { name: string; kept: Kept } | undefined;
  await receiveFiles(request, response, { files: 1, fields: 10 }, async (name, stream) => {
    const bytes = upTo(mostBytes(name));
    // What fails on either side fails for whoever keeps it.
    pipeline(stream, bytes, () => undefined);
    received = { name, kept: await keep(bytes) };
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

/** Any other fault is that of a form which was sent wrongly, or not to its end: those words are the parser's own. */
function problemOf(error: unknown, maxFiles: number): unknown {
  if (error instanceof Problem) return error;
  if (!(error instanceof multer.MulterError)) return new Problem('request.malformed', {}, [], { cause: error });
  if (error.code === 'LIMIT_FILE_COUNT') return new Problem('request.too-large', { maxFiles });
  return new Problem('request.malformed', { reason: error.code }, [], { cause: error });
}
