import { BEGINS, inField, type Phrase } from '../../../contract/text/index.js';
import { askedTokens } from '../query.parts.js';

const quoted = (token: string): string => `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** Tokens at their distances: '钱塘' <1> '塘江'. */
function tsquery(phrase: Phrase): string {
  let out = '';
  let last = 0;
  for (const { at, token } of askedTokens(phrase)) {
    out += out === '' ? quoted(token) : ` <${at - last}> ${quoted(token)}`;
    last = at;
  }
  return out;
}

/** Any of the phrases. */
export function anyPhrase(phrases: readonly Phrase[]): string {
  return phrases.map((phrase) => `(${tsquery(phrase)})`).join(' | ');
}

/** What one statement looks up in the indexes of words; each set of ids once, however often the question names it. */
export class LookUps {
  readonly parameters: unknown[] = [];
  private readonly columns: string[] = [];
  private reader: string | null = null;
  /** Which sets are of words on pages. */
  readonly ofPages = new Set<number>();

  constructor(private readonly labels: readonly string[]) {}

  /** Ids of items with any of these phrases in their metadata, titles included. */
  readonly metadata = (phrases: readonly Phrase[]): number => this.at(`search_holding(${this.asked(phrases)})`);

  readonly titles = (phrases: readonly Phrase[]): number => this.at(`search_titled(${this.asked(phrases)})`);

  /** On any page that this reader may find by its text. */
  readonly pages = (phrases: readonly Phrase[]): number => {
    this.reader ??= `$${this.parameters.push(this.labels)}::text[]`;
    const at = this.at(`search_paged(${this.asked(phrases)}, ${this.reader})`);
    this.ofPages.add(at);
    return at;
  };

  /** Ids of items that say anything in a field. */
  said(field: string): number {
    return this.at(`search_holding(${this.bound(quoted(inField(field, BEGINS)))})`);
  }

  title(lexeme: string): number {
    return this.at(`search_titled(${this.bound(quoted(lexeme))})`);
  }

  /** With the newest tick: whoever has not got so far in memory catches up before the ids are told apart. */
  get statement(): string {
    return `SELECT ${['tick', ...this.columns].join(', ')} FROM search_clock`;
  }

  /** By the numbers that were given out. */
  sets(row: Readonly<Record<string, unknown>>): (string | null)[] {
    return this.columns.map((_, at) => row[`ids${at}`] as string | null);
  }

  private readonly asked = (phrases: readonly Phrase[]): string => this.bound(anyPhrase(phrases));

  private bound(text: string): string {
    const known = this.parameters.indexOf(text);
    const at = known >= 0 ? known + 1 : this.parameters.push(text);
    return `$${at}::tsquery`;
  }

  private at(expression: string): number {
    const known = this.columns.findIndex((column) => column.startsWith(`${expression} AS `));
    if (known >= 0) return known;
    return this.columns.push(`${expression} AS ids${this.columns.length}`) - 1;
  }
}
