import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import type { FoundPlace, ItemMatches } from '../../contract/reader.js';
import {
  type Box,
  boxesOf,
  matchRanges,
  mergeRanges,
  parseQuery,
  type Query,
  rangesAcross,
  snippetsAt,
  type TextRange,
  wantedPhrases,
} from '../../contract/text/index.js';
import { Database } from '../../platform/database/database.js';
import { AccessService } from '../access/access.service.js';
import { openPart, readerIn, visibleItem } from '../access/visible.sql.js';
import { unpackLines } from '../catalog/page.service.js';
import { marked } from './marked.js';
import { NameExpansion } from './name.expansion.js';
import { namesAsRecorded } from './shown.names.js';

interface PageRow {
  pid: string;
  label: string;
  /** Null where this reader may not read it: what is open does not run on over it. */
  text: string | null;
  lines: Buffer | null;
}

/** $2 are the reader's labels, $3 the collections that they may come across. */
const reader = readerIn('$2', '$3');
const excerptLength = 60;
const mostPages = 500;
const mostWords = 50;

/** Where words stand in one item. Only text that this reader may read is looked at: here every match is shown. */
@Injectable()
export class InsideService {
  constructor(
    private readonly db: Database,
    private readonly access: AccessService,
    private readonly names: NameExpansion,
  ) {}

  /** `whole` is false where other names of what was asked for were not found in time. */
  async inside(
    caller: Caller,
    itemPid: string,
    q: string,
    exact: boolean,
  ): Promise<{ matches: ItemMatches; whole: boolean }> {
    const { found, whole } = await this.look(caller, itemPid, q, exact);
    const pages = found.onPages.slice(0, mostPages).map(({ row, ranges }): ItemMatches['pages'][number] => {
      const [excerpt] = snippetsAt(row.text!, ranges, { length: excerptLength, most: 1 });
      return {
        page: row.pid,
        label: row.label,
        count: ranges.length,
        boxes: boxesOf(linesOf(row.lines), ranges).map(({ box }) => corners(box)),
        spans: ranges.map(({ start, end }) => [start, end]),
        ...(excerpt ? { excerpt: marked(excerpt.text, excerpt.ranges) } : {}),
      };
    });
    return { matches: { total: found.total, words: found.words, pages }, whole };
  }

  /** The same, place by place: what is broken over two lines has one on each. */
  async places(caller: Caller, itemPid: string, q: string): Promise<FoundPlace[]> {
    const { found } = await this.look(caller, itemPid, q, false);
    return found.onPages.slice(0, mostPages).flatMap(({ row, ranges }) => placesOn(row, ranges));
  }

  private async look(caller: Caller, itemPid: string, q: string, exact: boolean) {
    const collections = await this.access.readableCollections(caller);
    const item = await this.db.one<{ id: number; library_id: number }>(
      `SELECT id, library_id FROM item WHERE pid = $1 AND ${visibleItem(reader)} AND ($4::bigint IS NULL OR library_id = $4)`,
      [itemPid, caller.labels, collections, caller.siteLibraryId],
    );
    if (!item) throw new Problem('item.not-found');
    const scope = { libraries: [item.library_id], labels: caller.labels, collections };
    const { query, whole } = await this.names.expand(
      parseQuery(exact ? q : namesAsRecorded(q), { exact }),
      scope,
      caller.locale,
    );
    if (wantedPhrases(query).length === 0) return { found: standing([], query), whole };
    const rows = await this.db.query<PageRow>(
      `SELECT p.pid, p.label, CASE WHEN part.open THEN t.text END AS text, CASE WHEN part.open THEN t.lines END AS lines
       FROM page_published p JOIN page_text t ON t.id = p.text_id JOIN item i ON i.id = p.item_id,
         LATERAL (SELECT ${openPart(reader, 'text', 'i', 'p')} AS open) AS part
       WHERE p.item_id = $1 ORDER BY p.ord`,
      [item.id, caller.labels, collections],
    );
    return { found: standing(rows, query), whole };
  }
}

/** In its line where that has a place of its own on the image, else among the words around it. */
function placesOn({ pid, text, lines }: PageRow, ranges: readonly TextRange[]): FoundPlace[] {
  const written = linesOf(lines);
  const boxed = boxesOf(written, ranges).map(({ line, start, end, box }): FoundPlace => {
    const { text: said } = written[line]!;
    return { page: pid, before: said.slice(0, start), word: said.slice(start, end), after: said.slice(end), box: corners(box) }; // prettier-ignore
  });
  if (boxed.length > 0) return boxed;
  return ranges.flatMap((range): FoundPlace[] => {
    const [snippet] = snippetsAt(text!, [range], { length: excerptLength, most: 1 });
    const at = snippet?.ranges[0];
    if (!snippet || !at) return [];
    const [before, word, after] = [snippet.text.slice(0, at.start), snippet.text.slice(at.start, at.end), snippet.text.slice(at.end)]; // prettier-ignore
    return [{ page: pid, before, word, after, box: null }];
  });
}

/** Where a query stands in the pages of an item. What runs on to the next page is one match, and marked on both. */
function standing(rows: readonly PageRow[], query: Query) {
  const ranges: TextRange[][] = rows.map(({ text }) => (text === null ? [] : matchRanges(text, query)));
  let total = ranges.reduce((sum, own) => sum + own.length, 0);
  const words = new Set<string>();
  const tell = (word: string) => words.size < mostWords && words.add(word);
  // As they stand in the text; a match that runs over a line end is written in one there too.
  rows.forEach(({ text }, at) => ranges[at]!.forEach(({ start, end }) => tell(text!.slice(start, end))));
  for (let at = 0; at + 1 < rows.length; at++) {
    const [text, next] = [rows[at]!.text, rows[at + 1]!.text];
    if (text === null || next === null) continue;
    for (const { here, there } of rangesAcross(text, next, query)) {
      total += 1;
      tell(`${text.slice(here.start)}${next.slice(0, there.end)}`);
      ranges[at] = mergeRanges([...ranges[at]!, here]);
      ranges[at + 1] = mergeRanges([there, ...ranges[at + 1]!]);
    }
  }
  const onPages = rows.map((row, at) => ({ row, ranges: ranges[at]! })).filter((page) => page.ranges.length > 0);
  return { total, words: [...words], onPages };
}

const corners = ({ x, y, width, height }: Box): [number, number, number, number] => [x, y, width, height];

function linesOf(packed: Buffer | null): { text: string; box?: Box }[] {
  return unpackLines(packed).map(({ text, box }) => {
    if (!box) return { text };
    const [x, y, width, height] = box;
    return { text, box: { x, y, width, height } };
  });
}
