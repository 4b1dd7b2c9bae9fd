import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { SearchRequestView } from '../../contract/reader.js';
import { advancedPath, searchPath } from '../../contract/search.paths.js';
import {
  askingRows,
  newRow,
  type SearchRow,
  sentRows,
  withMore,
  withoutRow,
  withoutUnit,
} from '../../contract/search.rows.js';
import { SearchService } from '../search/search.service.js';
import type { Content, Elsewhere } from './page.contents.js';
import { searchRequest } from './search.query.js';
import { unlessAway } from './unless.away.js';

type Query = Record<string, string | string[]>;

/**
 * The advanced form. Its address is the search with its rows; a form that was sent is led to the address of what it says,
 * of the form again where a row came or went, else of the results. So it does without scripts.
 */
@Injectable()
export class AdvancedContents {
  constructor(private readonly searching: SearchService) {}

  async page(caller: Caller, query: Query): Promise<Content | Elsewhere> {
    const { request: asked, view } = searchRequest(query);
    const sent = (name: string): string => [query[name] ?? ''].flat()[0] ?? '';
    const filled = sentRows((name) => [query[name] ?? []].flat());
    const isSent = filled !== null || sent('go') !== '' || sent('add') !== '';
    if (isSent) return { elsewhere: leading({ ...asked, page: 1 }, view, filled ?? [], sent) };
    const rows = asked.rows ?? [newRow];
    const found = await unlessAway(() => this.searching.rows(caller, { ...asked, rows }));
    const { request, form } = found ?? { request: { ...asked, rows }, form: null };
    return {
      content: { kind: 'advanced', request, form, view },
      status: found ? 200 : 503,
      partial: !found?.whole,
    };
  }
}

function leading(
  request: SearchRequestView,
  view: 'list' | 'grid',
  rows: readonly SearchRow[],
  sent: (name: string) => string,
): string {
  const led = (changed: SearchRow[]): string => advancedPath({ ...request, rows: changed }, view);
  const dropped = Number.parseInt(sent('drop'), 10) - 1;
  // A bracket goes as a whole: `3.` is that of the third row.
  if (Number.isInteger(dropped)) {
    return led(sent('drop').endsWith('.') ? withoutUnit(rows, dropped) : withoutRow(rows, dropped));
  }
  const added = sent('add');
  const bracketAt = Number.parseInt(added.replace(/^in/, ''), 10) - 1;
  if (added.startsWith('in') && Number.isInteger(bracketAt)) return led(withMore(rows, { bracketAt }));
  if (added !== '') return led(withMore(rows, added === 'bracket' ? 'bracket' : 'row'));
  const asking = askingRows(rows);
  // Another place was chosen, or nothing is asked yet.
  if (sent('go') === '' || (asking.length === 0 && request.q === '')) return led([...rows]);
  return searchPath({ ...request, rows: asking }, view);
}
