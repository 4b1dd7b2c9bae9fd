export type HtmlToken =
  | { kind: 'text'; text: string }
  | { kind: 'open' | 'close'; tag: string; /** Between the name and the end, as written. */ attributes: string };

const letter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
const nameEnd = /[^a-z\d]/gi;

function endOfName(html: string, from: number): number {
  nameEnd.lastIndex = from;
  return nameEnd.exec(html)?.index ?? html.length;
}

/**
 * HTML, cut into what stands between tags and the tags themselves. Each character is looked at a fixed number of times,
 * whatever is sent: what was looked for in vain once is not looked for again.
 */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  const missing = new Set<string>();
  const find = (what: string, from: number): number => {
    if (missing.has(what)) return -1;
    const at = html.indexOf(what, from);
    if (at < 0) missing.add(what);
    return at;
  };
  let quotes = true;
  /** Of the `>` that ends a tag. One in quotation marks does not, until marks turn out to be left open. */
  const endOfTag = (from: number): number => {
    const first = find('>', from);
    let end = first;
    let at = from;
    while (quotes && end >= 0) {
      const quote = nextQuote(html, at, end);
      if (quote < 0) return end;
      const closing = find(html[quote]!, quote + 1);
      at = closing + 1;
      if (closing < 0) quotes = false;
      else if (closing > end) end = find('>', at);
    }
    if (end < 0) quotes = false;
    return first;
  };
  let at = 0;
  let said = 0;
  while (at < html.length) {
    const start = html.indexOf('<', at);
    if (start < 0) break;
    at = start + 1;
    const remark = html[at] === '!';
    const slash = html[at] === '/';
    const name = slash ? at + 1 : at;
    if (!remark && !letter(html.charCodeAt(name))) continue;
    const comment = html.startsWith('<!--', start);
    const after = remark ? at : endOfName(html, name);
    const end = comment ? find('-->', start + 4) : remark ? find('>', at) : endOfTag(after);
    if (end < 0 && !comment) continue;
    if (start > said) yield { kind: 'text', text: html.slice(said, start) };
    at = said = end < 0 ? html.length : end + (comment ? 3 : 1);
    if (remark) continue;
    const tag = html.slice(name, after).toLowerCase();
    yield { kind: slash ? 'close' : 'open', tag, attributes: html.slice(after, end) };
  }
  if (html.length > said) yield { kind: 'text', text: html.slice(said) };
}

function nextQuote(html: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const code = html.charCodeAt(at);
    if (code === 34 || code === 39) return at;
  }
  return -1;
}
