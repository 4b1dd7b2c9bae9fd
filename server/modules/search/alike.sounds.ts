import { allReadings } from '../../contract/text/index.js';

/** So few characters begin something in the same letters by chance: 曲园 is no 曲院風荷. */
const few = 2;

const isHan = (text: string): boolean => /^\p{Script=Han}+$/u.test(text);

/** Whether a name may be meant that is spelled as what was typed, or begins so: of two characters, in the same tones as well. */
export function mayBeMeant(typed: string, name: string): boolean {
  const [asked, points] = [[...typed.trim()], [...name]];
  if (asked.length > few || points.length <= asked.length || !isHan(asked.join(''))) return true;
  return asked.every((point, at) => {
    const readings = new Set(allReadings(points[at]!));
    return allReadings(point).some((reading) => readings.has(reading));
  });
}

/** What a short word is made of, 茶 and 叶 of 茶叶: where nothing is known of the whole, a part of it may be a name. */
export function partsOf(typed: string): string[] {
  const points = [...typed.trim()];
  return points.length === few && isHan(points.join('')) ? points : [];
}
