import { jest } from '@jest/globals';
import { say, toasts } from './toast.js';

describe('what is said in a corner', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    toasts.splice(0);
  });
  afterEach(() => jest.useRealTimers());

  it('is said once, however often it happens, and for as long as the last time', () => {
    for (let press = 0; press < 10; press++) {
      say('sent');
      jest.advanceTimersByTime(400);
    }
    say('sent', 'problem');
    expect(toasts.map(({ text, kind }) => [text, kind])).toEqual([
      ['sent', 'done'],
      ['sent', 'problem'],
    ]);
    jest.advanceTimersByTime(4000);
    expect(toasts).toHaveLength(2);
    jest.advanceTimersByTime(1000);
    expect(toasts.map(({ kind }) => kind)).toEqual(['problem']);
  });

  it('keeps what can still be taken back, each for itself', () => {
    const undo = { label: 'undo', run: () => undefined };
    say('moved', 'done', undo);
    say('moved', 'done', undo);
    expect(toasts).toHaveLength(2);
  });
});
