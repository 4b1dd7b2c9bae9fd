import { OpeningMemory } from './opening.memory.js';

describe('openings that wait to be written', () => {
  const today = '2026-12-01';

  test('count a visitor once a day, and others as well', () => {
    const memory = new OpeningMemory();
    expect(memory.note('one', 'a', today)).toBe('counted');
    expect(memory.note('one', 'a', today)).toBe('again');
    expect(memory.note('one', 'b', today)).toBe('counted');
    expect(memory.note('two', 'a', today)).toBe('counted');
    expect(memory.note('one', 'a', '2026-12-02')).toBe('counted');
    expect(memory.some(10)).toEqual([
      { pid: 'one', day: today, openings: 2 },
      { pid: 'two', day: today, openings: 1 },
      { pid: 'one', day: '2026-12-02', openings: 1 },
    ]);
  });

  test('keep what came while others were written, and what could not be', () => {
    const memory = new OpeningMemory();
    for (const visitor of ['a', 'b']) for (const pid of ['one', 'two', 'three']) memory.note(pid, visitor, today);
    const some = memory.some(2);
    memory.note('one', 'c', today);
    memory.written(some, ['two']);
    expect(memory.some(10)).toEqual([
      { pid: 'three', day: today, openings: 2 },
      { pid: 'one', day: today, openings: 1 },
      { pid: 'two', day: today, openings: 2 },
    ]);
  });

  test('are bounded, whatever is asked for', () => {
    const memory = new OpeningMemory({ seen: 5, waiting: 3 });
    for (let one = 0; one < 50; one++) memory.note(`item ${one}`, 'a', today);
    for (let one = 0; one < 50; one++) memory.note('item 0', `visitor ${one}`, today);
    expect(memory.size).toEqual({ waiting: 3, seen: 5 });
    expect(memory.note('item 99', 'a', today)).toBe('dropped');
    expect(memory.some(1)).toEqual([{ pid: 'item 0', day: today, openings: 51 }]);
  });

  test('say nothing of who it was', () => {
    const memory = new OpeningMemory();
    memory.note('one', '203.0.113.7', today);
    expect(JSON.stringify([memory.some(1), [...memory['seen']]])).not.toMatch(/203|113/);
  });
});
