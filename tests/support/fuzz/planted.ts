import type { Target } from './target.js';

/** Readers with faults that the fuzzer must find, and one without. */
const reader = (read: (bytes: Buffer) => unknown): (() => Promise<Target>) => {
  const target: Target = {
    samples: [Buffer.from('HEAD\0\0\0\x10 and a body of sixteen or more bytes')],
    words: ['HEAD', 'BODY'],
    read,
    refuses: (error) => error instanceof RangeError,
  };
  return () => Promise.resolve(target);
};

const length = (bytes: Buffer) => (bytes.length < 8 ? 0 : bytes.readUInt32BE(4));

export const targets = {
  sound: reader((bytes) => {
    if (bytes.length < 8) throw new RangeError('too short');
  }),
  throws: reader((bytes) => {
    if (length(bytes) > 0x1000) throw new TypeError('did not think of that length');
  }),
  circles: reader((bytes) => {
    while (length(bytes) === 0 && bytes.length >= 8);
  }),
  falls: reader((bytes) => {
    if (bytes.includes('BODY')) process.kill(process.pid, 'SIGSEGV');
  }),
  later: reader((bytes) => {
    if (bytes.includes('BODY')) void Promise.reject(new Error('nobody hears this'));
  }),
  hoards: reader((bytes) => {
    if (length(bytes) > 0x1000) kept.push(Buffer.alloc(500 * 1024 * 1024, 1));
  }),
  says: reader((bytes) => (bytes.includes('BODY') ? 'it made nonsense of it' : undefined)),
};
const kept: Buffer[] = [];
