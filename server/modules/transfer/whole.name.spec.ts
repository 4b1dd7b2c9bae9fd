import { wholeName } from './whole.name.js';

test.each([
  ['老子道德經', 0, '老子道德經'],
  ['老子道德經', 2, '老子道德經-2'],
  ['  ', 0, 'abc123'],
  ['西湖/錢塘: <志>', 0, '西湖 錢塘_ _志_'],
  // Neither ends a head of an answer, nor turns around what follows.
  ['志\r\nSet-Cookie: x', 0, '志Set-Cookie_ x'],
  ['書\u202Egpj.exe', 1, '書gpj.exe-1'],
  ['𠀀'.repeat(100), 0, '𠀀'.repeat(60)],
])('%j, part %i, is kept as %j', (title, part, name) => {
  expect(wholeName(title, 'abc123', part)).toBe(name);
});
