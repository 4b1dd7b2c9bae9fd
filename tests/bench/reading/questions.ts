import type { FacetView, PageContent, ReaderPage } from '../../../server/contract/reader.js';
import { type Answered, type Ask, type Check, textOf } from '../../support/load.js';
import type { Claim, Known } from './truth.js';

/** What is asked, and how its answer is told from a wrong one. What only SQL can say is claimed, and looked at later. */
export interface Question extends Ask {
  right(answer: string, claim: (claim: Claim) => void): string | undefined;
}

export interface Kind {
  name: string;
  /** The n-th of those that nobody has asked before. */
  unseen(at: number): Question;
}

const begin = '<script type="application/json" id="page-data">';

/** What a page was drawn from. */
export function contentOf(html: string): PageContent {
  const from = html.indexOf(begin);
  if (from < 0) throw new Error('no data in the page');
  const end = html.indexOf('</script>', from);
  return (JSON.parse(html.slice(from + begin.length, end)) as ReaderPage).content;
}

type Of<K extends PageContent['kind']> = Extract<PageContent, { kind: K }>;

function page<K extends PageContent['kind']>(
  path: string,
  kind: K,
  right: (content: Of<K>, claim: (claim: Claim) => void) => string | undefined,
): Question {
  return {
    path,
    key: path,
    right: (html, claim) => {
      const content = contentOf(html);
      return content.kind === kind ? right(content as Of<K>, claim) : `a page of kind ${content.kind}`;
    },
  };
}

const same = (what: string, found: unknown, wanted: unknown): string | undefined =>
  found === wanted ? undefined : `${what}: ${String(found)} instead of ${String(wanted)}`;

/** The same question at other addresses, when there are more to be asked than there are questions. */
const ways = ['', '/en', '/zh-TW'];
const views = ['', '&view=grid'];
function variant(path: string, round: number): string {
  const view = path.includes('?') ? views[Math.floor(round / ways.length) % views.length]! : '';
  const sort = round >= ways.length * views.length ? `&sort=title&n=${round}` : '';
  return `${ways[round % ways.length]}${path}${view}${sort}`;
}
const turned = (many: number, make: (at: number, round: number) => Question) => (at: number) =>
  make(at % many, Math.floor(at / many));

const counted = (facets: readonly FacetView[], key: string) =>
  facets.find((facet) => facet.key === key)?.values[0]?.count;

/** A search that must find so many, all of them holding what was asked for. */
function search(
  path: string,
  items: number,
  holding: Omit<Claim, 'pids'> = {},
  top?: [facet: string, count: number],
): Question {
  return page(path, 'search', ({ result }, claim) => {
    if (!result) return 'search is away';
    claim({ pids: result.items.map(({ pid }) => pid), ...holding });
    return (
      same('found', result.total, items) ??
      (result.items.length === 0 ? 'no items' : undefined) ??
      (top ? same(`the first value of ${top[0]}`, counted(result.facets, top[0]), top[1]) : undefined)
    );
  });
}

/** Every kind of page that readers open, with what is true of it. */
export function kindsOf(known: Known): Kind[] {
  const { items, shelves, agents, places, narrowed, some, leaves } = known;
  const band = (least: number, most: number) =>
    known.words.filter((word) => word.items >= Math.max(1, least * items) && word.items <= most * items).slice(0, 3000);
  const ofWord = (words: Known['words']) =>
    turned(words.length, (at, round) => {
      // From all over the band, and not its most frequent ones first.
      const { word, items: many } = words[(at * 7919) % words.length]!;
      return search(variant(`/search?q=${encodeURIComponent(word)}`, round), many, { word });
    });
  const [seldom, often] = [band(0.0005, 0.01), band(0.01, 0.15)];
  if (seldom.length < 20 || often.length < 20) throw new Error('too few records for words of every frequency');
  const values = [
    ...agents.map((one) => ({ ...one, facet: 'agent' })),
    ...places.map((one) => ({ ...one, facet: 'place' })),
  ];
  return [
    {
      name: 'portal',
      unseen: (at) =>
        page(
          `${ways[at % 3]}/?n=${at}`,
          'home',
          ({ home: { figures } }) => same('items', figures.items, items) ?? same('pages', figures.pages, known.pages),
        ),
    },
    {
      name: 'library home',
      unseen: turned(known.slugs.length, (at, round) =>
        page(`${ways[round % 3]}/l/${known.slugs[at]!.slug}?n=${round}`, 'library', ({ library }) =>
          same('items', library.items, known.slugs[at]!.items),
        ),
      ),
    },
    {
      name: 'collection home',
      unseen: turned(shelves.length, (at, round) =>
        page(`${ways[round % 3]}/c/${shelves[at]!.pid}?n=${round}`, 'collection', ({ collection }) =>
          same('items', collection.items, shelves[at]!.items),
        ),
      ),
    },
    {
      name: 'everything, all facets',
      unseen: (at) => {
        const deep = Math.min(400, Math.floor(items / 40));
        const path = variant(`/search?page=${1 + (at % deep)}`, Math.floor(at / deep));
        return search(path, items, {}, ['agent', agents[0]!.items]);
      },
    },
    {
      name: 'browse a collection, facets',
      unseen: turned(shelves.length, (at, round) => {
        const { pid, items: many } = shelves[at]!;
        const deep = Math.max(1, Math.min(200, Math.floor(many / 40)));
        const path = `/search?collection=${pid}&page=${1 + (round % deep)}`;
        return search(variant(path, Math.floor(round / deep)), many);
      }),
    },
    {
      name: 'facet click',
      unseen: turned(values.length, (at, round) => {
        const { facet, key, items: many } = values[(at * 101) % values.length]!;
        return search(variant(`/search?f=${facet}~${encodeURIComponent(key)}`, round), many, { key });
      }),
    },
    { name: 'word in up to 1 %', unseen: ofWord(seldom) },
    { name: 'word in 1 to 15 %', unseen: ofWord(often) },
    {
      name: 'word, two facets chosen',
      unseen: turned(narrowed.length, (at, round) => {
        const { word, key, collection, items: many } = narrowed[at]!;
        const path = `/search?q=${encodeURIComponent(word)}&collection=${collection}&f=agent~${encodeURIComponent(key)}`;
        return search(variant(path, round), many, { word, key });
      }),
    },
    {
      name: 'suggestions',
      unseen: turned(some.length, (at, round) => {
        const typed = some[at]!.title.slice(0, 2 + (round % 2));
        const path = `/api/v1/search/suggestions?q=${encodeURIComponent(typed)}&n=${round}`;
        return {
          path: path.replace(/&n=\d+$/, ''),
          key: path,
          right: (answer, claim) => {
            const { rows } = JSON.parse(answer) as { rows: { kind: string; text: string; href: string }[] };
            claim({
              pids: rows.flatMap(({ kind, href }) => (kind === 'title' ? href.split('/i/')[1]! : [])),
              word: typed,
            });
            return rows.length > 0 ? undefined : 'nothing was offered';
          },
        };
      }),
    },
    {
      name: 'item page',
      unseen: turned(some.length, (at, round) => {
        const { pid, title } = some[at]!;
        return page(
          `${ways[round % 3]}/i/${pid}?n=${round}`.replace('?n=0', ''),
          'item',
          ({ item }) =>
            same('pid', item.pid, pid) ?? (JSON.stringify(item).includes(title) ? undefined : `not ${title}`),
        );
      }),
    },
    {
      name: 'reading page',
      unseen: turned(leaves.length, (at, round) => {
        const { item, pid, text } = leaves[at]!;
        return page(`${ways[round % 3]}/i/${item}/p/${pid}?n=${round}`.replace('?n=0', ''), 'reading', (content) =>
          same('text', content.text?.text, text),
        );
      }),
    },
  ];
}

/** Checks what came: at once what is known, and keeps for later what only SQL can tell. */
export class Checking {
  readonly claims: Claim[] = [];
  private readonly good = new Map<string, Buffer>();

  constructor(private readonly remember = false) {}

  /** Where the same bytes were found right before, they are right again: pages that were seen cost the tool nothing. */
  readonly check: Check<Question> = (answered: Answered<Question>) => {
    const { ask, status, body } = answered;
    if (status !== 200) return `answered ${status}`;
    if (this.remember && this.good.get(ask.key)?.equals(body)) return undefined;
    const problem = ask.right(textOf(answered), (claim) => this.claims.push(claim));
    if (this.remember && problem === undefined) this.good.set(ask.key, body);
    return problem;
  };
}
