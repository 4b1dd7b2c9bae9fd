import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { type Locale, localize } from '../../contract/localized.js';
import type { Heading } from '../../contract/outline.js';
import { Problem } from '../../contract/problems.js';
import type { ItemView } from '../../contract/reader.js';
import { AccessService } from '../access/access.service.js';
import { opensOfItem } from '../access/reader.rule.js';
import { ValueService } from '../schema/value.service.js';
import { FieldViews } from './field.views.js';
import { pagesInPart, PageViews } from './page.views.js';
import { PublishedRepository } from './published.repository.js';
import { PublishedService } from './published.service.js';

/** A page that may be taken away. */
export interface TakenPage {
  pid: string;
  label: string;
}

/** Some of the pages, and where the first of them stands among all. */
export interface Stretch {
  images: TakenPage[];
  from: number;
}

/** An item with all of it that this reader may take away. */
export interface WholeItem {
  item: ItemView;
  /** Pages whose pictures may be taken, in their order. */
  images: TakenPage[];
  /** So many of them as make one document, from 1. */
  part(number: number): Stretch;
  headings: Heading[];
  /** Texts piece by piece, so that of a long book only a little is held at once. */
  texts(): AsyncGenerator<{ label: string; text: string }>;
}

const pagesAtOnce = 50;

/** What somebody takes with them of an item as a whole: by the same rule that shows its pages. */
@Injectable()
export class WholeService {
  constructor(
    private readonly published: PublishedService,
    private readonly rows: PublishedRepository,
    private readonly access: AccessService,
    private readonly pageViews: PageViews,
    private readonly fields: FieldViews,
    private readonly valueRules: ValueService,
  ) {}

  async of(caller: Caller, pid: string): Promise<WholeItem> {
    const begun = await this.published.begin(caller, pid);
    const { item } = await this.published.view(caller, begun);
    const { row, config, pages } = begun;
    const rule = this.pageViews.ruleOf(row, pages, caller.labels);
    const settled = await this.valueRules.resolve(config, row.values, { libraryId: row.library_id });
    const values = this.fields.asRead(config, settled, opensOfItem(caller.labels, 'text', row));
    const open = this.fields.publicFields(config, values);
    const ids = this.pageViews.takenTexts(rule, pages).map((page) => page.page_id);
    const own = open.filter((field) => this.fields.isText(field) && rule.takes());
    const forms = this.valueRules.forms;
    const said = own.flatMap((field) =>
      (values[field.id] ?? []).map((stored) => ({
        label: localize(field.label, caller.locale as Locale),
        text: forms.wordsOf(field, stored),
      })),
    );
    const images = this.pageViews.takenImages(rule, pages).map((page) => ({ pid: page.pid, label: page.label }));
    return {
      item,
      images,
      part: (number) => {
        const from = (number - 1) * pagesInPart;
        return { images: images.slice(from, from + pagesInPart), from };
      },
      headings: open.flatMap((field) => (values[field.id] ?? []).flatMap((one) => forms.outlineOf(field, one) ?? [])),
      texts: () => (ids.length > 0 ? this.pageTexts(caller, ids) : together(said)),
    };
  }

  private async *pageTexts(caller: Caller, ids: readonly number[]): AsyncGenerator<{ label: string; text: string }> {
    for (let at = 0; at < ids.length; at += pagesAtOnce) {
      // Asked anew for each piece: what was closed meanwhile does not leave any more.
      const collections = await this.access.readableCollections(caller);
      const wanted = ids.slice(at, at + pagesAtOnce);
      const texts = await this.rows.textsOf(wanted, caller.labels, collections);
      // A book with a gap that nobody is told of is taken for the whole: it is broken off.
      if (texts.length < wanted.length) throw new Problem('page.not-found');
      yield* texts;
    }
  }
}

/** Values of one field after the other, under its name once. */
async function* together(
  said: readonly { label: string; text: string }[],
): AsyncGenerator<{ label: string; text: string }> {
  for (const [at, { label, text }] of said.entries()) {
    if (text !== '') yield await Promise.resolve({ label: said[at - 1]?.label === label ? '' : label, text });
  }
}
