import { diffChars } from 'diff';

export interface Piece {
  text: string;
  kind: 'same' | 'gone' | 'new';
}

/** More changes than this are not read one by one any more, and take long to find. */
const most = 2000;

/** Character by character, as Chinese is read; texts that have little in common are shown whole. */
export function textDiff(before: string, after: string): Piece[] {
  const changes = diffChars(before, after, { maxEditLength: most });
  if (!changes) {
    const whole: Piece[] = [
      { text: before, kind: 'gone' },
      { text: after, kind: 'new' },
    ];
    return whole.filter(({ text }) => text !== '');
  }
  return changes.map(({ value, added, removed }) => ({ text: value, kind: removed ? 'gone' : added ? 'new' : 'same' }));
}
