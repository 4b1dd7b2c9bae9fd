import { ledger, lineOf, usesOf } from './second-tries.mjs';

const failure = [
  'Error: \u001b[2mexpect(\u001b[22m\u001b[31mreceived\u001b[39m\u001b[2m).\u001b[22mtoBe(expected) // Object.is equality',
  '',
  'Expected: \u001b[32m200\u001b[39m',
  'Received: \u001b[31m503\u001b[39m',
  '    at Object.toBe (/somewhere/node_modules/expect/build/index.js:9:9)',
  '    at Object.<anonymous> (/somewhere/tests/e2e/many.spec.ts:81:44)',
].join('\n');
const file = (status: string, more: object = {}) => ({
  name: '/somewhere/tests/e2e/many.spec.ts',
  startTime: 1000,
  endTime: 13_340,
  assertionResults: [
    { status, fullName: 'two servers share', duration: 8123, failureMessages: status === 'failed' ? [failure] : [] },
    { status: 'passed', fullName: 'two servers forget', duration: 20, failureMessages: [] },
  ],
  ...more,
});

describe('the ledger of second tries', () => {
  it('tells an error in one line, with what was compared and where', () => {
    expect(lineOf(failure)).toBe(
      'Error: expect(received).toBe(expected) // Object.is equality; Expected: 200; Received: 503 (many.spec.ts:81)',
    );
    expect(lineOf('after 60000 ms still "nothing"\n    at eventually (/a/tests/support/eventually.ts:33:13)')).toBe(
      'after 60000 ms still "nothing" (eventually.ts:33)',
    );
    expect(lineOf('')).toBe('it said nothing');
    expect(lineOf('x'.repeat(5000)).length).toBeLessThan(400);
  });

  it('names file, test, error and seconds of each use, and only of what had failed', () => {
    expect(usesOf('/somewhere', file('failed'), file('passed'))).toEqual([
      {
        file: 'tests/e2e/many.spec.ts',
        test: 'two servers share',
        line: lineOf(failure),
        seconds: 8.1,
        again: 12.3,
      },
    ]);
  });

  it('names the file where nothing in it could even be tried', () => {
    const broken = file('failed', { assertionResults: [], message: 'SyntaxError: Unexpected token' });
    expect(usesOf('/somewhere', broken, file('passed'))).toEqual([
      {
        file: 'tests/e2e/many.spec.ts',
        test: 'the file as a whole',
        line: 'SyntaxError: Unexpected token',
        seconds: 12.3,
        again: 12.3,
      },
    ]);
  });

  it('is printed whole, and not at all when nothing was tried again', () => {
    expect(ledger([])).toEqual([]);
    const lines = ledger(usesOf('/somewhere', file('failed'), file('passed')));
    expect(lines[0]).toMatch(/SECOND TRIES.*: 1$/);
    expect(lines.slice(1)).toEqual([
      '  tests/e2e/many.spec.ts › two servers share',
      `    ${lineOf(failure)}`,
      '    failed after 8.1 s; the file passed on its second try in 12.3 s',
    ]);
  });
});
