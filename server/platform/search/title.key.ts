import { readUnits } from '../../contract/text/index.js';

/** The whole of a title without signs and blanks: what is compared when a reader types all of it. */
export function wholeTitle(title: string): { exact: string; folded: string } {
  const units = readUnits(title);
  return { exact: units.map((unit) => unit.exact).join(''), folded: units.map((unit) => unit.folded).join('') };
}
