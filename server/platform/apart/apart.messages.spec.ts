import { errorForm } from './apart.errors.js';
import { isFromChild } from './apart.messages.js';
import { Problem } from '../../contract/problems.js';

describe('what is heard from a child', () => {
  it('is listened to where it is one of our words', () => {
    for (const said of [
      { ready: true },
      { broken: 'no plugin' },
      { done: 1, value: { any: 'thing' }, held: 3 },
      { done: 1, error: undefined, tooLarge: true, held: 3 },
      { done: 1, error: errorForm(new Problem('file.broken', { reason: 'x' })), held: 3 },
      { done: 1, error: errorForm(Object.assign(new Error('full'), { code: 'ENOSPC' })), held: 3 },
      { call: 1, task: 2, name: 'keep', given: [] },
    ]) {
      expect([said, isFromChild(said)]).toEqual([said, true]);
    }
  });

  it('is nothing that a file put into its mouth', () => {
    const problem = { code: 'file.broken', params: {}, fields: [] };
    for (const said of [
      ...[undefined, null, 'ready', 7, [], {}],
      ...[{ ready: false }, { broken: {} }, { done: 1 }, { done: '1', held: 1 }, { done: 1, held: 'much' }],
      { call: 1, task: 1, name: 'keep', given: 'keep' },
      { call: 1, task: 1, name: 3, given: [] },
      ...[null, 'x', {}, { message: 1 }, { message: 'm', stack: 3 }, { message: 'm', storageMissing: {} }].map(
        (error) => ({
          done: 1,
          held: 1,
          error,
        }),
      ),
      ...[
        { ...problem, code: 'none.of-ours' },
        { ...problem, code: 'constructor' },
        { ...problem, params: null },
        'x',
      ].map((one) => ({ done: 1, held: 1, error: { message: 'm', problem: one } })),
    ]) {
      expect([said, isFromChild(said)]).toEqual([said, false]);
    }
  });
});
