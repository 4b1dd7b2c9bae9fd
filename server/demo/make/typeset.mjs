/** Sets a text in half-leaves as a block-cutter would: columns right to left, punctuation off the line (at most a stop beside it). */
const MARKS = /[，。；：？！、「」『』（）《》·\s]/u;
const STOPS = /[，。；：？！、]/u;

export function numeralOf(n) {
  const d = '零一二三四五六七八九';
  if (n < 10) return d[n];
  if (n < 20) return `十${n % 10 ? d[n % 10] : ''}`;
  if (n < 100) return `${d[Math.floor(n / 10)]}十${n % 10 ? d[n % 10] : ''}`;
  return `${d[Math.floor(n / 100)]}百${n % 100 === 0 ? '' : n % 100 < 10 ? `零${d[n % 10]}` : numeralOf(n % 100).replace(/^十/, '一十')}`;
}

/** Characters and where stops stand after them. */
function plain(text) {
  const chars = [];
  const stops = new Set();
  for (const char of text) {
    if (MARKS.test(char)) {
      if (STOPS.test(char) && chars.length) stops.add(chars.length - 1);
    } else chars.push(char);
  }
  return { chars, stops };
}

/** Source lines: `# juan|heading`, `@ maker`, `## heading`, `> indented`, else a paragraph. Answers columns. */
function columnsOf(source, perColumn) {
  const out = [];
  for (const raw of source.trim().split('\n')) {
    const line = raw.trim();
    if (!line) continue;
    const [, sign, rest] = /^(##|#|@|>)?\s*(.*)$/.exec(line);
    if (sign === '#') {
      const [juan, heading] = rest.split('|');
      out.push({ juan, text: heading ?? juan });
    } else if (sign === '@') out.push({ text: rest, indent: Math.max(2, perColumn - [...rest].length - 1) });
    else if (sign === '##') out.push({ text: rest, indent: 2, heading: true });
    else {
      const indent = sign === '>' ? 1 : 0;
      const { chars, stops } = plain(rest);
      const width = perColumn - indent;
      for (let i = 0; i < chars.length; i += width) {
        const part = chars.slice(i, i + width);
        out.push({ text: part.join(''), indent, stops: part.map((_, k) => k).filter((k) => stops.has(i + k)) });
      }
    }
  }
  return out;
}

/** Leaves of a whole book: { juan, leaf, side, lines }, a new juan on a new leaf. A heading is never left alone at the foot. */
export function setBook(source, style) {
  const halves = [];
  const toc = [];
  let juan = '';
  let leaf = 0;
  let side = 'b';
  let current = null;
  const turn = () => {
    side = side === 'a' ? 'b' : 'a';
    if (side === 'a') leaf += 1;
    current = { juan, leaf, side, lines: [] };
    halves.push(current);
  };
  const columns = columnsOf(source, style.chars);
  columns.forEach((line, i) => {
    if (line.juan !== undefined) {
      juan = line.juan;
      leaf = 0;
      side = 'b';
      current = null;
      toc.push({ label: line.text, half: halves.length });
    }
    const follows = columns[i + 1] && columns[i + 1].juan === undefined;
    if (
      !current ||
      current.lines.length >= style.columns ||
      (line.heading && follows && current.lines.length === style.columns - 1)
    )
      turn();
    if (line.heading) toc.push({ label: line.text, half: halves.length - 1, level: 2 });
    current.lines.push({
      text: line.text,
      indent: line.indent ?? 0,
      ...(line.heading ? { heading: true } : {}),
      stops: style.stops ? (line.stops ?? []) : [],
    });
  });
  return { halves, toc };
}
