import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { localize } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import type { ItemCard, LibraryRef, MarkedRun } from '../../contract/reader.js';
import {
  otherSection,
  type TitleOrder,
  type TitleRow,
  type TitlesScope,
  type TitlesView,
} from '../../contract/reader.titles.js';
import { groupBy } from '../../contract/group-by.js';
import { lastSection, type TitlesOf, TitlesService } from '../catalog/titles.service.js';
import { LibraryService } from '../library/library.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { SearchService } from '../search/search.service.js';
import type { Content } from './page.contents.js';

type Query = Record<string, string | string[]>;

const pageSize = 60;
const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const asked = (query: Query, name: string): string | undefined => [query[name] ?? []].flat()[0] || undefined;

/** As addresses say it: 7 and not 07. */
const shownKey = (section: string): string =>
  section === lastSection ? otherSection : /^\d/.test(section) ? String(Number(section)) : section;
const keptKey = (key: string | undefined): string | undefined =>
  key === undefined
    ? undefined
    : key === otherSection
      ? lastSection
      : /^[A-Z]$/.test(key)
        ? key
        : /^\d{1,2}$/.test(key)
          ? key.padStart(2, '0')
          : undefined;

/** Indexes of titles: of everything, of a library, of a collection. */
@Injectable()
export class TitlesContents {
  constructor(
    private readonly titles: TitlesService,
    private readonly libraries: LibraryService,
    private readonly schema: SchemaService,
    private readonly searching: SearchService,
  ) {}

  portal(caller: Caller, query: Query): Promise<Content> {
    const of = caller.siteLibraryId === null ? {} : { libraryId: caller.siteLibraryId };
    return this.page(caller, { kind: 'portal' }, of, query);
  }

  async library(caller: Caller, slug: string, query: Query): Promise<Content> {
    const { rows } = await this.libraries.visible(caller);
    const card = rows.find((one) => one.slug === slug || one.pid === slug);
    const row = card && (await this.libraries.byPid(card.pid));
    if (!row) throw new Problem('library.not-found');
    return this.page(caller, { kind: 'library', library: refOf(row, caller) }, { libraryId: row.id }, query);
  }

  async collection(caller: Caller, pid: string, query: Query): Promise<Content> {
    const own = (await this.schema.publicCollections(caller)).find((one) => one.pid === pid);
    if (!own) throw new Problem('collection.not-found');
    const { rows } = await this.libraries.visible(caller);
    const holder = rows.find((one) => one.pid === own.libraryPid);
    if (!holder) throw new Problem('collection.not-found');
    const name = localize(own.name, caller.locale);
    const scope: TitlesScope = { kind: 'collection', pid, name, library: refOf(holder, caller) };
    return { ...(await this.page(caller, scope, { collectionId: own.id }, query)), theme: own.presentation.theme };
  }

  private async page(caller: Caller, scope: TitlesScope, of: TitlesOf, query: Query): Promise<Content> {
    const by: TitleOrder = asked(query, 'by') === 'strokes' ? 'strokes' : 'pinyin';
    const section = keptKey(asked(query, 'at'));
    const from = { section, after: asked(query, 'after'), before: asked(query, 'before') };
    const [counts, { rows, isFirst, isLast }] = await Promise.all([
      this.titles.sections(caller, of, by),
      this.titles.page(caller, of, by, from, pageSize),
    ]);
    const cards = await this.searching.cards(caller, rows);
    const shown = rows.flatMap(({ id, section: where }) => {
      const card = cards.get(id);
      return card ? [{ where, row: rowOf(card) }] : [];
    });
    const most = Math.max(0, ...[...counts.keys()].map(Number).filter(Number.isFinite));
    const keys = by === 'pinyin' ? alphabet : Array.from({ length: most }, (_, at) => String(at + 1).padStart(2, '0'));
    const bar = [...new Set([...keys, ...counts.keys()])].sort().map((key) => ({ key, items: counts.get(key) ?? 0 }));
    const before = bar.some(({ key, items }) => items > 0 && section !== undefined && key < section);
    const titles: TitlesView = {
      scope,
      by,
      total: bar.reduce((sum, { items }) => sum + items, 0),
      bar: bar.map(({ key, items }) => ({ key: shownKey(key), items })),
      sections: [...groupBy(shown, ({ where }) => where)].map(([key, some]) => ({
        key: shownKey(key),
        rows: some.map(({ row }) => row),
      })),
      previous:
        isFirst || (from.after === undefined && from.before === undefined && !before)
          ? null
          : (shown[0]?.row.pid ?? null),
      next: isLast ? null : (shown.at(-1)?.row.pid ?? null),
    };
    return { content: { kind: 'titles', titles } };
  }
}

const refOf = (
  row: { pid: string; slug: string; name: Parameters<typeof localize>[0] },
  { locale }: Caller,
): LibraryRef => ({
  pid: row.pid,
  slug: row.slug,
  name: localize(row.name, locale),
});

const run = ({ parts, lang }: MarkedRun) => ({ text: parts.join(''), ...(lang ? { lang } : {}) });

/** By the title that it stands under, which is the thing's own; a translation comes after it. */
const rowOf = ({ pid, title, originalTitle, subtitle, library }: ItemCard): TitleRow => ({
  pid,
  title: run(originalTitle ?? title),
  line: originalTitle ? [run(title), ...subtitle] : subtitle,
  library,
});
