import type { Request, Response } from 'express';
import multer from 'multer';
import { Problem } from '../../contract/problems.js';
import { assertWhole } from './request.edge.js';

export interface SentFile {
  name: string;
  bytes: Buffer;
}

/** The one file of a form, in memory: for files that are read at once and never kept. */
export async function readFormFile(request: Request, response: Response, maxBytes: number): Promise<SentFile> {
  const form = multer({
    storage: multer.memoryStorage(),
    limits: { files: 1, fileSize: maxBytes, fields: 10, fieldSize: 10_000, headerPairs: 100 },
    defParamCharset: 'utf8',
  }).any();
  await new Promise<void>((resolve, reject) => {
    form(request, response, (error: unknown) => (error ? reject(problemOf(error, maxBytes)) : resolve()));
  });
  const [file] = (request.files ?? []) as Express.Multer.File[];
  if (!file) throw new Problem('request.invalid', { where: 'body' }, [{ path: 'body', code: 'required' }]);
  assertWhole(file.originalname);
  return { name: file.originalname, bytes: file.buffer };
}

function problemOf(error: unknown, maxBytes: number): Problem {
  if (error instanceof multer.MulterError && error.code === 'LIMIT_FILE_SIZE')
    return new Problem('file.too-large', { maxBytes });
  const reason = error instanceof multer.MulterError ? { reason: error.code } : {};
  return new Problem('request.malformed', reason, [], { cause: error });
}
