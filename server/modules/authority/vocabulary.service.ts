import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { localize, type LocalizedText } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { ChangeService } from '../change/change.service.js';
import { Ownership } from './ownership.js';
import { type ListedTerm, TermRepository } from './term.repository.js';
import { UsageService } from './usage.service.js';
import { shippedVocabularies } from './vocabularies/index.js';
import { VocabularyHolders } from './vocabulary.holders.js';
import { type ListedVocabulary, VocabularyRepository } from './vocabulary.repository.js';

type VocabularyView = Answer<'GET /vocabularies'>['rows'][number];
type TermView = Answer<'PATCH /terms/:term'>;

const asView = ({ id: _id, libraryId: _libraryId, ...view }: ListedVocabulary): VocabularyView => view;
const asTerm = ({ id: _id, ...view }: ListedTerm): TermView => view;

/** Vocabularies and their terms, for those who keep them. */
@Injectable()
export class VocabularyService {
  constructor(
    private readonly db: Database,
    private readonly vocabularies: VocabularyRepository,
    private readonly termRows: TermRepository,
    private readonly audit: AuditService,
    private readonly owner: Ownership,
    private readonly usage: UsageService,
    private readonly changes: ChangeService,
    private readonly holders: VocabularyHolders,
  ) {}

  async list(caller: Caller, query: Input<'GET /vocabularies'>['query']): Promise<{ rows: VocabularyView[] }> {
    const only = query.library === undefined ? undefined : await this.owner.readIn(caller, query.library);
    const rows = await this.vocabularies.list(only ?? null, this.owner.readable(caller));
    return { rows: rows.map(asView) };
  }

  async create(caller: Caller, body: Input<'POST /vocabularies'>['body']): Promise<VocabularyView> {
    const libraryId = await this.owner.createIn(caller, body.library);
    return this.db.transaction(async () => {
      const { key, name, ordered } = body;
      const id = await this.vocabularies.add({ libraryId, key, name, ordered });
      if (id === undefined) throw new Problem('vocabulary.key-taken', { key });
      const made = (await this.vocabularies.byId(id))!;
      await this.record(caller, 'vocabulary.create', libraryId, 'vocabulary', made.pid, name);
      return asView(made);
    });
  }

  async rename(
    caller: Caller,
    pid: string,
    { version, name }: Input<'PATCH /vocabularies/:vocabulary'>['body'],
  ): Promise<VocabularyView> {
    return this.db.transaction(async () => {
      const found = await this.mustLock(caller, pid, version);
      await this.vocabularies.rename(found.id, name);
      await this.record(caller, 'vocabulary.change', found.libraryId, 'vocabulary', pid, name);
      return asView((await this.vocabularies.byId(found.id))!);
    });
  }

  /** What chooses from it, or says a term of it, would be left with codes that mean nothing. */
  async remove(caller: Caller, pid: string, version: number): Promise<void> {
    await this.db.transaction(async () => {
      const found = await this.mustLock(caller, pid, version);
      // Ours come again with the next release, and templates begin with them.
      if (found.libraryId === null && shippedVocabularies.some(({ key }) => key === found.key))
        throw new Problem('vocabulary.shipped');
      const collections = await this.holders.collections(found);
      if (collections.length > 0)
        throw new Problem('vocabulary.chosen-from', {
          collections: collections.map((name) => localize(name, caller.locale)).join('、'),
        });
      if (await this.holders.holdsValues(found)) throw new Problem('vocabulary.used');
      await this.vocabularies.remove(found.id);
      await this.record(caller, 'vocabulary.remove', found.libraryId, 'vocabulary', pid, found.name);
    });
  }

  async terms(caller: Caller, pid: string): Promise<Answer<'GET /vocabularies/:vocabulary/terms'>> {
    const vocabulary = await this.mustFind(pid);
    this.owner.assertRead(caller, vocabulary.libraryId, 'vocabulary.not-found');
    return { vocabulary: asView(vocabulary), rows: (await this.termRows.of(vocabulary.id)).map(asTerm) };
  }

  async addTerm(
    caller: Caller,
    pid: string,
    body: Input<'POST /vocabularies/:vocabulary/terms'>['body'],
  ): Promise<TermView> {
    const vocabulary = await this.mustFind(pid);
    this.owner.assertEdit(caller, vocabulary.libraryId, 'vocabulary.not-found');
    return this.db.transaction(async () => {
      const parentId = await this.parentId(vocabulary.id, body.parent ?? null);
      const id = await this.termRows.add(vocabulary.id, { ...body, parentId });
      if (id === undefined) throw new Problem('term.code-taken', { code: body.code });
      await this.vocabularies.touch(vocabulary.id);
      const term = asTerm(await this.termRows.byId(id));
      await this.record(caller, 'term.create', vocabulary.libraryId, 'term', term.pid, body.label);
      return term;
    });
  }

  async changeTerm(caller: Caller, pid: string, body: Input<'PATCH /terms/:term'>['body']): Promise<TermView> {
    return this.db.transaction(async () => {
      const found = await this.termRows.lock(pid);
      if (!found) throw new Problem('term.not-found');
      this.owner.assertEdit(caller, found.libraryId, 'term.not-found');
      if (found.version !== body.version) throw new Problem('authority.changed', { version: found.version });
      const { version: _, parent, before, ...change } = body;
      const moves = parent !== undefined;
      const parentId = moves ? await this.parentId(found.vocabularyId, parent, found.id) : undefined;
      await this.termRows.change(found.id, { ...change, parentId });
      if (before !== undefined) await this.place(found.vocabularyId, found.id, before);
      await this.vocabularies.touch(found.vocabularyId);
      const term = asTerm(await this.termRows.byId(found.id));
      if (body.label || body.variants || moves)
        await this.usage.termRenamed(caller, { pid, libraryId: found.libraryId });
      await this.record(caller, 'term.change', found.libraryId, 'term', pid, term.label);
      return term;
    });
  }

  private async mustLock(caller: Caller, pid: string, version: number): Promise<ListedVocabulary> {
    const found = await this.vocabularies.lock(pid);
    if (!found) throw new Problem('vocabulary.not-found');
    this.owner.assertEdit(caller, found.libraryId, 'vocabulary.not-found');
    if (found.version !== version) throw new Problem('authority.changed', { version: found.version });
    return found;
  }

  private async mustFind(pid: string): Promise<ListedVocabulary> {
    const row = await this.vocabularies.byPid(pid);
    if (!row) throw new Problem('vocabulary.not-found');
    return row;
  }

  /** A term may not stand below itself: a tree with a ring has no top, and nothing in it would ever be shown. */
  private async parentId(vocabularyId: number, code: string | null, below?: number): Promise<number | null> {
    if (code === null) return null;
    const parent = await this.termRows.parent(vocabularyId, code, below);
    if (!parent) throw new Problem('term.not-found', { code });
    if (parent.ring) throw new Problem('term.ring', { code });
    return parent.id;
  }

  /** Puts a term before another of those below the same one, or behind them all; the others keep their order. */
  private async place(vocabularyId: number, id: number, before: string | null): Promise<void> {
    const beside = await this.termRows.beside(vocabularyId, id);
    const at = before === null ? beside.length : beside.findIndex((term) => term.code === before);
    if (at < 0) throw new Problem('term.not-found', { code: before });
    const order = beside.map((term) => term.id);
    order.splice(at, 0, id);
    await this.termRows.order(order);
  }

  private async record(
    caller: Caller,
    action: string,
    libraryId: number | null,
    kind: 'vocabulary' | 'term',
    pid: string,
    name: LocalizedText,
  ): Promise<void> {
    await this.audit.record(caller, action, { libraryId, kind, pid, title: localize(name, 'zh-CN') });
    await this.changes.append('change', { subject: 'site', libraryId });
  }
}
