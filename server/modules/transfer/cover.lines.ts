/** What may not begin a line, and what may not end one. */
const notFirst = '，。、；：？！）〕】》〉」』”’…—·,.;:?!)]}%';
const notLast = '（〔【《〈「『“‘([{';

/** Words of other scripts stay whole, everything else may be parted anywhere but at such signs. */
const wordAt = /[\p{L}\p{N}_./:@&=?#%+~'-]/u;
const alone = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u;

function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const sign of text) {
    const last = pieces.at(-1);
    const joins = last !== undefined && wordAt.test(sign) && !alone.test(sign) && wordAt.test(last.at(-1)!) && !alone.test([...last].at(-1)!); // prettier-ignore
    if (joins) pieces[pieces.length - 1] = last + sign;
    else pieces.push(sign);
  }
  return pieces;
}

/** Text in lines that are no wider than so much; what is longer than a line by itself is parted where it ends. */
export function linesOf(text: string, width: number, widthOf: (character: string) => number): string[] {
  const measure = (some: string): number => [...some].reduce((sum, one) => sum + widthOf(one), 0);
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    const push = () => {
      // A bracket goes with what it opens.
      const kept = [...line].at(-1);
      const carried = kept !== undefined && notLast.includes(kept) && line !== kept ? kept : '';
      lines.push((carried ? line.slice(0, -carried.length) : line).trimEnd());
      line = carried;
    };
    for (const piece of piecesOf(paragraph)) {
      if (line !== '' && measure(line + piece) > width && !notFirst.includes(piece)) push();
      if (line === '' && piece === ' ') continue;
      if (measure(line + piece) <= width || notFirst.includes(piece)) line += piece;
      else
        for (const sign of piece) {
          if (line !== '' && measure(line + sign) > width) push();
          line += sign;
        }
    }
    lines.push(line.trimEnd());
  }
  return lines;
}
