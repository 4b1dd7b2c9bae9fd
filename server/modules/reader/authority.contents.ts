import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { inScriptOf, type Locale, localize } from '../../contract/localized.js';
import { isPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import type { AuthorityItemsView } from '../../contract/reader.js';
import { spoken } from '../../contract/text/traditional.js';
import { AuthorityService } from '../authority/authority.service.js';
import { type Around, type OpenAuthority, OpenAuthorityService } from '../authority/open.authority.service.js';
import { AuthorityItemsService, type NamingRelation } from '../catalog/authority.items.service.js';
import { authorityView } from './authority.view.js';
import { recordEdit } from './edit.path.js';
import type { Content, Elsewhere } from './page.contents.js';

type Query = Record<string, string | string[]>;

const pageSize = 24;
const furthestPage = 10_000;
const first = (given: string | string[] | undefined): string | null => [given ?? []].flat()[0] || null;

/**
 * The page of a person, place or term. It exists for a reader as soon as something that this reader may see names it,
 * so that nothing becomes known through a record that its items do not say.
 */
@Injectable()
export class AuthorityContents {
  constructor(
    private readonly records: OpenAuthorityService,
    private readonly authorities: AuthorityService,
    private readonly naming: AuthorityItemsService,
  ) {}

  async page(caller: Caller, pid: string, query: Query): Promise<Content | Elsewhere> {
    const record = isPid(pid) ? await this.records.find(pid) : undefined;
    if (!record) throw new Problem('route.not-found');
    const narrow = {
      relation: first(query['as'])?.slice(0, 200) ?? null,
      collection: first(query['collection'])?.slice(0, 20) ?? null,
      page: Math.min(Math.max(1, Number.parseInt(first(query['page']) ?? '1', 10) || 1), furthestPage),
      size: pageSize,
    };
    const refs = await this.records.refsOf(record);
    const found = await this.naming.of(caller, { ...record, refs }, narrow);
    if (found.all === 0) throw new Problem('route.not-found');
    if (record.pid !== pid) return { elsewhere: `/a/${record.pid}` };
    const labels = await this.labels(found.relations, caller.locale);
    const { above, below } = await this.records.around(record);
    const runOf = (text: string) => ({ text, ...spoken(text, caller.locale) });
    const named = ({ pid: at, name: names }: Around) => {
      const { text: name, ...said } = runOf(localize(names, caller.locale));
      return { pid: at, name, ...said };
    };
    const items: AuthorityItemsView = {
      all: found.all,
      total: found.total,
      page: narrow.page,
      pages: Math.ceil(found.total / pageSize),
      relations: found.relations.map(({ key, items: count }) => ({
        key,
        label: labels.get(key) ?? key,
        ...spoken(labels.get(key) ?? key, caller.locale),
        items: count,
        selected: key === narrow.relation,
      })),
      collections: found.collections.map(({ pid: key, name, items: count }) => ({
        key,
        label: name,
        items: count,
        selected: key === narrow.collection,
      })),
      rows: found.rows.map(({ card, relations }) => ({
        card,
        relations: relations.flatMap((key) => (labels.has(key) ? runOf(labels.get(key)!) : [])),
      })),
    };
    const view = authorityView(record, caller.locale, {
      dynasty: await this.dynasty(record, caller.locale),
      above: above.map(named),
      below: below.flatMap((one) => {
        const count = found.branches.get(one.key);
        return count ? [{ ...named(one), items: count }] : [];
      }),
    });
    const edit = this.records.mayEdit(caller, record) ? recordEdit(record) : undefined;
    return { content: { kind: 'authority', record: view, items }, edit };
  }

  /** Roles are kept as they were written; in English they are said in English, where that is known. */
  private async labels(relations: readonly NamingRelation[], locale: Locale): Promise<Map<string, string>> {
    const roles = locale === 'en' ? await this.authorities.terms('role', null) : undefined;
    return new Map(
      relations.map(({ key, role, label }) => [
        key,
        (role && localize(roles?.named(role)?.label, locale)) || inScriptOf(locale, label),
      ]),
    );
  }

  private async dynasty({ dynasty, libraryId }: OpenAuthority, locale: Locale): Promise<string> {
    if (!dynasty || locale !== 'en') return inScriptOf(locale, dynasty ?? '');
    const known = (await this.authorities.terms('dynasty', libraryId))?.named(dynasty);
    return localize(known?.label, locale) || dynasty;
  }
}
