/** Reads XML as strictly as a parser must, and answers the first thing that is wrong, or null. */
export function xmlFault(text: string): string | null {
  const body = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  if (body === text) return 'no declaration';
  const open: string[] = [];
  let roots = 0;
  const piece = /<(\/?)([A-Za-z_][\w:.-]*)((?:\s+[A-Za-z_][\w:.-]*="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  while (piece.lastIndex < body.length) {
    const at = piece.lastIndex;
    const found = piece.exec(body);
    if (!found) return `not XML: ${body.slice(at, at + 60)}`;
    const [, closing, name = '', attributes = '', empty, words] = found;
    const text_ = words ?? attributes;
    if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/.test(text_)) return `bare ampersand: ${text_}`;
    if (/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(text_))
      return `forbidden character: ${text_}`;
    if (words !== undefined) {
      if (open.length === 0 && words.trim() !== '') return `text outside: ${words}`;
      continue;
    }
    const names = [...attributes.matchAll(/\s([\w:.-]+)=/g)].map(([, one]) => one);
    if (new Set(names).size !== names.length) return `an attribute twice in ${name}`;
    if (closing) {
      if (open.pop() !== name) return `</${name}> closes something else`;
    } else {
      if (open.length === 0) roots += 1;
      if (!empty) open.push(name);
    }
  }
  if (open.length > 0) return `${open.at(-1)} is not closed`;
  return roots === 1 ? null : `${roots} roots`;
}
