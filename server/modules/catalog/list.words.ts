import { askedTokens, listTokens } from '../../contract/text/index.js';

/** Of one item. Short texts are found whole; of the longest what has room. */
const mostTokens = 6000;
/** PostgreSQL counts no further within one vector, nor more than so many positions of one word. */
const lastPosition = 16_000;
const mostPositions = 200;

/** A word of one collection is another word than the same of another: see the migration. */
const inCollection = (collectionId: number, token: string): string =>
  `'${collectionId.toString(36)}:${token.replace(/['\\]/g, (sign) => sign + sign)}'`;

/** The words of one item as PostgreSQL reads a tsvector. Nothing runs on from one text into the next. */
export function wordVector(collectionId: number, texts: readonly string[]): string {
  const positions = new Map<string, number[]>();
  let from = 0;
  const lines = texts.flatMap((one) => one.split('\n')).sort((a, b) => a.length - b.length);
  for (const text of lines) {
    let last = from;
    for (const { token, at } of listTokens(text, from)) {
      last = at;
      if (at > mostTokens || at > lastPosition) break;
      const known = positions.get(token);
      if (!known) positions.set(token, [at]);
      else if (known.length < mostPositions) known.push(at);
    }
    if (last > mostTokens) break;
    from = last + 2;
  }
  return [...positions].map(([token, at]) => `${inCollection(collectionId, token)}:${at.join(',')}`).join(' ');
}

/** What items of the collection that hold these words are asked for with; null where nothing can be looked for. */
export function wordQuery(collectionId: number, parts: readonly string[]): string | null {
  const phrases = parts.flatMap((part) => {
    const tokens = askedTokens(part);
    if (tokens.length === 0) return [];
    return [
      tokens
        .map(({ token, at, open }, index) => {
          const before = tokens[index - 1];
          const step = before ? `<${at - before.at}> ` : '';
          return `${step}${inCollection(collectionId, token)}${open ? ':*' : ''}`;
        })
        .join(' '),
    ];
  });
  return phrases.length === 0 ? null : phrases.map((phrase) => `(${phrase})`).join(' & ');
}
