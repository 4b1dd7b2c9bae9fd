import { jest } from '@jest/globals';
import { say, toasts } from './toast.js';

const texts = () => toasts.map(({ text }) => text);

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  jest.runAllTimers();
  toasts.splice(0);
  jest.useRealTimers();
});

it('says the same thing once, for as long as if it were new', () => {
  for (let press = 0; press < 10; press++) say('Sent again');
  say('Saved');
  expect(texts()).toEqual(['Sent again', 'Saved']);
  jest.advanceTimersByTime(4000);
  say('Sent again');
  jest.advanceTimersByTime(4000);
  expect(texts()).toEqual(['Sent again']);
  jest.advanceTimersByTime(1000);
  expect(texts()).toEqual([]);
});

it('keeps apart what is of another kind or offers something to do', () => {
  const undo = { label: 'Undo', run: () => undefined };
  say('Removed', 'done', undo);
  say('Removed', 'done', undo);
  say('Removed');
  say('Removed', 'problem');
  expect(texts()).toEqual(['Removed', 'Removed', 'Removed', 'Removed']);
});
