import { usuallyText } from './full.text.js';

const types = [
  { key: 'transcription', fullText: true },
  { key: 'long-text', fullText: false },
  { key: 'compound', fullText: false },
  { key: 'date', fullText: null },
];

test('a field belongs to the text as its type says, and what is made of parts as one of them does', () => {
  expect(usuallyText(types, 'transcription', {})).toBe(true);
  expect(usuallyText(types, 'long-text', {})).toBe(false);
  expect(usuallyText(types, 'date', {})).toBeNull();
  expect(usuallyText(types, 'unheard-of', {})).toBeNull();
  expect(usuallyText(types, 'compound', { parts: [{ type: 'date' }] })).toBe(false);
  expect(usuallyText(types, 'compound', { parts: [{ type: 'date' }, { type: 'transcription' }] })).toBe(true);
});
