import { cleanName } from '../media/file.name.js';

/** As long as file systems take it, in characters of three bytes. */
const longest = 60;

/** What somebody keeps a whole item as: by its title; a part of several has its number. */
export function wholeName(title: string, pid: string, part: number): string {
  // Strokes part a name from a place elsewhere, and two titles here.
  const plain = [...title.replace(/[\\/]/g, ' ')].slice(0, longest).join('');
  return `${plain.trim() === '' ? pid : cleanName(plain)}${part > 0 ? `-${part}` : ''}`;
}
