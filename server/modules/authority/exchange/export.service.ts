import { Injectable } from '@nestjs/common';
import type { AuthorityKind } from '../../../contract/api/authority.routes.js';
import type { Answer, Input } from '../../../contract/api/index.js';
import type { Caller } from '../../../contract/caller.js';
import type { LocalizedText } from '../../../contract/localized.js';
import { Problem } from '../../../contract/problems.js';
import { Database } from '../../../platform/database/database.js';
import { Ownership } from '../ownership.js';
import { NameShelf } from './name.shelf.js';
import type { PlaceRecord, Records } from './records.js';
import { jsonLd, statements, turtle } from './skos.write.js';
import { type Identified, writeTable } from './table.js';
import { TermShelf } from './term.shelf.js';

type Asked = Input<'GET /authorities/export'>['query'];
type Saved = Answer<'GET /authorities/export'>;

interface Scheme {
  base: string;
  key: string;
  name: LocalizedText;
}

const names: Record<'agent' | 'place', LocalizedText> = {
  agent: { 'zh-CN': '人物与机构', en: 'People and bodies' },
  place: { 'zh-CN': '地点', en: 'Places' },
};

/** Authorities as files: a table that people edit, SKOS for other systems. */
@Injectable()
export class ExportService {
  constructor(
    private readonly db: Database,
    private readonly owner: Ownership,
    private readonly terms: TermShelf,
    private readonly named: NameShelf,
  ) {}

  async save(caller: Caller, asked: Asked): Promise<Saved> {
    if (asked.kind === 'term') return this.vocabulary(caller, asked);
    const { kind } = asked;
    const libraryId = await this.owner.readIn(caller, asked.library);
    const scheme = { base: `urn:linlang:${asked.library ?? 'platform'}:${kind}`, key: `${kind}s`, name: names[kind] };
    if (kind === 'agent')
      return file('agent', scheme, await this.named.all('agent', { libraryId }), asked.format, caller);
    const places = await this.named.all('place', { libraryId });
    return file('place', scheme, asked.format === 'csv' ? await this.withNames(places) : places, asked.format, caller);
  }

  private async vocabulary(caller: Caller, { vocabulary, format }: Asked): Promise<Saved> {
    const list = await this.db.one<{
      id: number;
      pid: string;
      key: string;
      name: LocalizedText;
      libraryId: number | null;
    }>('SELECT id, pid, key, name, library_id AS "libraryId" FROM vocabulary WHERE pid = $1', [vocabulary ?? '']);
    if (!list) throw new Problem('vocabulary.not-found');
    this.owner.assertRead(caller, list.libraryId, 'vocabulary.not-found');
    const scheme = { base: `urn:linlang:${list.pid}`, key: list.key, name: list.name };
    return file('term', scheme, await this.terms.all(list.id), format, caller);
  }

  /** A place outside of the file is named, not numbered: elsewhere its number means nothing. */
  private async withNames(rows: Identified<PlaceRecord>[]): Promise<Identified<PlaceRecord>[]> {
    const here = new Set(rows.map(({ id }) => id));
    const outside = rows.flatMap(({ record }) => (record.parent && !here.has(record.parent) ? [record.parent] : []));
    const found = await this.db.query<{ pid: string; name: LocalizedText }>(
      'SELECT pid, name FROM place WHERE pid = ANY ($1)',
      [outside],
    );
    const name = new Map(found.map((row) => [row.pid, row.name['zh-CN'] ?? Object.values(row.name)[0] ?? row.pid]));
    return rows.map(({ id, record }) => ({
      id,
      record: { ...record, parent: (record.parent && name.get(record.parent)) ?? record.parent },
    }));
  }
}

function file<K extends AuthorityKind>(
  kind: K,
  scheme: Scheme,
  rows: Identified<Records[K]>[],
  format: Asked['format'],
  caller: Caller,
): Saved {
  if (format === 'csv')
    return { name: `${scheme.key}.csv`, type: 'text/csv', text: writeTable(kind, rows, caller.locale !== 'en') };
  const quads = statements(kind, scheme, rows);
  return format === 'turtle'
    ? { name: `${scheme.key}.ttl`, type: 'text/turtle', text: turtle(quads) }
    : { name: `${scheme.key}.jsonld`, type: 'application/ld+json', text: jsonLd(quads) };
}
