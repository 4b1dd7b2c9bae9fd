import { useSelection } from './useSelection.js';

const rows = (n: number) => Array.from({ length: n }, (_, at) => `p${at}`);

describe('choosing rows of a list', () => {
  it('takes single rows, and ranges with Shift', () => {
    const one = useSelection(() => rows(6));
    one.toggle('p1', false);
    one.toggle('p3', true);
    expect([...one.chosen.value]).toEqual(['p1', 'p2', 'p3']);
    expect([one.allShown.value, one.someShown.value]).toEqual([false, true]);
    one.toggleShown();
    expect(one.allShown.value).toBe(true);
    one.toggleShown();
    expect(one.chosen.value.size).toBe(0);
  });

  it('shows every row as chosen where all of the list is, also those that come later', () => {
    let shown = rows(3);
    const one = useSelection(() => shown);
    one.toggle('p0', false);
    one.setAll(true);
    shown = rows(5);
    expect(shown.every(one.isChosen)).toBe(true);
    expect([one.allShown.value, one.someShown.value]).toEqual([true, false]);
    one.setAll(false);
    expect(shown.filter(one.isChosen)).toEqual(['p0']);
  });

  it('leaves all of the list for the shown rows but one when that is unticked, and says so until something else is chosen', () => {
    const one = useSelection(() => rows(4));
    one.toggle('p0', false);
    one.setAll(true);
    one.toggle('p2', false);
    expect([one.all.value, one.leftAll.value]).toEqual([false, true]);
    expect([...one.chosen.value]).toEqual(['p0', 'p1', 'p3']);
    one.toggle('p2', false);
    expect(one.leftAll.value).toBe(false);
    one.setAll(true);
    one.toggleShown();
    expect([one.all.value, one.chosen.value.size]).toEqual([false, 0]);
  });
});
