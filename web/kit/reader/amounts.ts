/** Recordings are told by their length: minutes up to an hour and a half, hours beyond. */
export function hours(seconds: number): { key: string; n: string } {
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return { key: 'amounts.minutes', n: String(minutes) };
  return { key: 'amounts.hours', n: (minutes / 60).toFixed(1).replace(/\.0$/, '') };
}

export { clock } from '../clock.js';

/** `3.2 MB`; in thousands, as files are sold and downloaded. */
export function bytes(size: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let at = 0;
  let value = size;
  while (value >= 1000 && at < units.length - 1) {
    value /= 1000;
    at += 1;
  }
  return `${at === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[at]}`;
}

/** A number and its unit stay on one line: 34 s, 9 × 17.4 cm. */
export const unbroken = (text: string): string =>
  text.replace(/(\d|×) (?=×|\d|\p{Script=Latin}{1,4}(?!\p{L}))/gu, '$1\u00a0');
