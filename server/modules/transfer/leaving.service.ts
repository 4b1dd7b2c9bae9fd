import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Caller } from '../../contract/caller.js';
import type { Locale } from '../../contract/localized.js';
import { ledTo } from '../../contract/outline.js';
import { Problem } from '../../contract/problems.js';
import { goneOf } from '../../platform/http/gone.js';
import { payersOf } from '../access/limits.service.js';
import { type Stretch, type WholeItem, WholeService } from '../catalog/whole.service.js';
import { disposition } from '../media/byte.response.js';
import { ByteService } from '../media/byte.service.js';
import { coverWords, extentWords } from './cover.words.js';
import { GlyphsService } from './glyphs.service.js';
import { type Cover, coverText } from './pdf.cover.js';
import { type PdfPage, writePdf } from './pdf.document.js';
import { Places } from './places.js';
import { plainText, type Provenance } from './plain.text.js';
import { wholeName } from './whole.name.js';

/** So many leave at once, so many of them for one visitor: each holds a line to the database and to the storage now and then. */
const places = { all: 12, each: 2, retryAfter: 20 };
/** Whoever takes nothing for so long has gone, whatever their line says. */
const stalledMs = 120_000;

export type Leaving = 'txt' | 'pdf';

const mediaTypes: Record<Leaving, string> = { txt: 'text/plain; charset=utf-8', pdf: 'application/pdf' };

export interface Asking {
  request: Request;
  response: Response;
  caller: Caller;
}

/** Whole items on their way out, as streams: nothing is put together before it is sent, however long the book is. */
@Injectable()
export class LeavingService {
  private readonly places = new Places(places);

  constructor(
    private readonly wholes: WholeService,
    private readonly bytes: ByteService,
    private readonly glyphs: GlyphsService,
  ) {}

  /** `about` says where it is from, of what was found. */
  async send(
    { request, response, caller }: Asking,
    pid: string,
    { format, part }: { format: Leaving; part: number },
    about: (whole: WholeItem) => Promise<Provenance>,
  ): Promise<void> {
    const gone = goneOf(response);
    // Asked for under the place too: a long book is a long list of pages before its first byte.
    await this.places.hold(payersOf(caller), async () => {
      const whole = await this.wholes.of(caller, pid);
      const { text, pdf } = whole.item.downloads;
      if (format === 'txt' ? !text : pdf === null) throw refusal(whole, caller, format);
      const parts = format === 'pdf' ? pdf!.parts : 1;
      if (part > parts) throw new Problem('page.not-found');
      const provenance = await about(whole);
      // Nothing is made for whoever left while this was looked up.
      if (gone.aborted) return;
      // A line that takes nothing is cut off, so that it holds no place.
      response.setTimeout(stalledMs, () => response.destroy());
      const name = wholeName(whole.item.title.text, pid, parts > 1 ? part : 0);
      const begin = () =>
        response.set({
          'Content-Type': mediaTypes[format],
          'Content-Disposition': disposition('attachment', `${name}.${format}`),
          'Cache-Control': 'private, no-store',
          'X-Content-Type-Options': 'nosniff',
        });
      try {
        if (request.method === 'HEAD') begin().end();
        else if (format === 'txt') {
          begin();
          await pipeline(Readable.from(plainText(whole, provenance)), response);
        } else await this.pdf(response, begin, whole, part, provenance, caller, gone);
      } catch (error) {
        // Half a book is none: what was begun is broken off, so that nobody takes it for the whole.
        if (!gone.aborted && !response.headersSent) throw error;
        response.destroy(error instanceof Error ? error : undefined);
      }
    });
  }

  private async pdf(
    response: Response,
    begin: () => void,
    whole: WholeItem,
    part: number,
    provenance: Provenance,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<void> {
    const { item } = whole;
    const stretch = whole.part(part);
    const cover = coverOf(whole, stretch, provenance, caller.locale);
    const glyphs = await this.glyphs.of(coverText(cover), signal);
    begin();
    const about = {
      title: item.title.text,
      changed: new Date(item.updatedAt),
      author: item.citation.agents.map(({ name }) => name).join('、'),
      subject: provenance.citation,
      url: provenance.url,
      lang: item.title.lang ?? 'zh',
      rightToLeft: item.reading.direction === 'rtl',
      coverLabel: coverWords.cover[caller.locale],
      labels: stretch.images.map(({ label }, at) => label || String(stretch.from + at + 1)),
    };
    await writePdf(response, about, { cover, glyphs }, this.pages(whole, stretch, caller), signal);
    response.end();
  }

  /** Whether it may leave is asked of every page when its turn comes, as for any other picture. */
  private async *pages({ images, headings }: WholeItem, stretch: Stretch, caller: Caller): AsyncGenerator<PdfPage> {
    const led = ledTo(
      headings,
      images.map(({ label }) => label),
    );
    for (const [at, { pid }] of stretch.images.entries()) {
      const { open } = await this.bytes.taken(caller, pid);
      const picture = await buffer(await open());
      yield { picture, headings: led.filter(({ index }) => index === stretch.from + at) };
    }
  }
}

function coverOf({ item, images }: WholeItem, stretch: Stretch, { citation, url }: Provenance, locale: Locale): Cover {
  const rights = item.rights.filter(({ blank, text }) => !blank && text !== '').map(({ text }) => text);
  const extent = {
    pages: stretch.images.length,
    from: stretch.from + 1,
    of: images.length,
    missing: item.pages.length - images.length,
    date: new Date().toISOString().slice(0, 10),
  };
  return {
    title: item.title.text || item.pid,
    subtitle: item.subtitle.map(({ text }) => text),
    facts: [
      { label: coverWords.citation[locale], text: citation },
      { label: coverWords.holder[locale], text: `${item.library.name}　${item.collection.name}` },
      ...(rights.length > 0 ? [{ label: coverWords.rights[locale], text: rights.join('\n') }] : []),
      { label: coverWords.source[locale], text: url, href: url },
      { label: coverWords.extent[locale], text: extentWords(locale, extent) },
    ],
  };
}

/** Nothing of the kind is there, or nothing that this reader may take. */
function refusal({ item }: WholeItem, caller: Caller, format: Leaving): Problem {
  const part = format === 'txt' ? 'text' : 'image';
  const closed = item.restrictions.find((one) => one.part === 'download' || one.part === part);
  if (!closed) return new Problem('file.not-found', { kind: format });
  return new Problem(caller.accountId === null ? 'session.required' : 'access.denied', { part: closed.part });
}
