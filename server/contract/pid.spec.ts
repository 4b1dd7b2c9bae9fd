import { isPid, newPid } from './pid.js';

describe('public ids', () => {
  it('are accepted as made and are all different', () => {
    const made = new Set(Array.from({ length: 2000 }, newPid));
    expect(made.size).toBe(2000);
    for (const pid of made) expect(isPid(pid)).toBe(true);
  });

  it('show a single wrong character and two neighbours swapped', () => {
    for (let round = 0; round < 300; round++) {
      const pid = newPid();
      for (let at = 0; at < 8; at++) {
        const other = pid[at] === 'z' ? 'x' : 'z';
        expect(isPid(pid.slice(0, at) + other + pid.slice(at + 1))).toBe(false);
      }
      for (let at = 0; at < 7; at++) {
        if (pid[at] === pid[at + 1]) continue;
        expect(isPid(pid.slice(0, at) + pid[at + 1] + pid[at] + pid.slice(at + 2))).toBe(false);
      }
    }
  });

  it('refuse what is not of their alphabet or length', () => {
    for (const text of ['', 'abc', 'ABCDEFGH1', '12345678901', "0000000'0"]) expect(isPid(text)).toBe(false);
  });
});
