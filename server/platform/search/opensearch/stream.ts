import { fieldBegins, fieldEnds, type Phrase, phraseTokens } from '../../../contract/text/index.js';

/** Tokens at their positions; the positions between are empty. */
export function stream(phrase: Phrase, tokens = phraseTokens(phrase)): string {
  const out: string[] = [];
  let last: number | null = null;
  for (const { at, token } of tokens) {
    for (let skipped = (last ?? at - 1) + 1; skipped < at; skipped++) out.push('□');
    out.push(token);
    last = at;
  }
  return out.join(' ');
}

/** Next to the mark where its value begins, and, as a whole, to the one where it ends. */
export function standing(phrase: Phrase, field: string): Record<string, unknown> {
  const asked = [fieldBegins(field), stream(phrase)];
  if (phrase.stands === 'whole') {
    const last = phraseTokens(phrase).at(-1)!.at;
    asked.push(...Array.from({ length: phrase.units.length - last - 1 }, () => '□'), fieldEnds(field));
  }
  return { match_phrase: { meta: { query: asked.join(' ') } } };
}
