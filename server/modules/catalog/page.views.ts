import { Injectable } from '@nestjs/common';
import type { Locale } from '../../contract/localized.js';
import type { DownloadView, ImageView, MediaView, PageRef, TakingView, TrackView } from '../../contract/reader.js';
import { spoken } from '../../contract/text/traditional.js';
import type { Json } from '../../contract/values.js';
import { audiencesOf } from '../../contract/visibility.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { type ItemLabels, PageRule } from '../access/reader.rule.js';
import type { PublishedPageRow } from './published.repository.js';

/** Beyond this nobody goes through them one after the other. */
const mostListed = 24;
/** So many pages make one document; a longer book is taken in parts. */
export const pagesInPart = 600;

export type ReaderPages = PageRule<PublishedPageRow>;

/** What a page's picture is made from. */
export type PicturePage = Pick<
  PublishedPageRow,
  'pid' | 'source' | 'image_labels' | 'text_labels' | 'file_pid' | 'handler' | 'state' | 'technical'
> & { derivatives: { kind: string; technical?: Record<string, Json> }[] | null };

/** Pages as readers turn them, each part shown only where the reader's labels reach it. */
@Injectable()
export class PageViews {
  constructor(private readonly plugins: PluginHost) {}

  /** The core knows no media type by name: what can be cut is what its handler says can be cut. */
  private isImage(page: PicturePage): boolean {
    return page.handler !== null && this.plugins.mediaHandlers.get(page.handler)?.cut !== undefined;
  }

  /** `pages` are all of the item: what one may have of a file depends on the others that use it. */
  ruleOf(item: ItemLabels, pages: readonly PublishedPageRow[], labels: readonly string[]): ReaderPages {
    return new PageRule(labels, item, pages);
  }

  /** The picture that stands for an item: the thumbnail of its cover. */
  cover(item: ItemLabels, page: PicturePage, labels: readonly string[]): ImageView | null {
    return this.image(new PageRule(labels, item, [page]), page);
  }

  image<P extends PicturePage>(
    rule: PageRule<P>,
    page: P,
    part: 'thumbnail' | 'image' = 'thumbnail',
  ): ImageView | null {
    if (!page.file_pid || page.state !== 'ready' || !rule.opens(part, 'picture', page)) return null;
    const deep = this.isImage(page) && rule.opens('image', 'picture', page);
    const has = (kind: string) => page.derivatives?.some((derivative) => derivative.kind === kind) ?? false;
    if (!deep && !has('thumbnail') && !has('poster')) return null;
    const [width, height] = (deep ? undefined : this.sizeOfSmall(page)) ?? this.size(page);
    // It is of the first page, and whole.
    const { crop, page: number = 1 } = page.source;
    const preview = crop === undefined && number === 1 ? page.technical?.['preview'] : undefined;
    return {
      service: deep ? `/iiif/image/3/${page.pid}` : null,
      thumbnail: `/p/${page.pid}/thumbnail`,
      width,
      height,
      ...(typeof preview === 'string' ? { preview } : {}),
      ...(page.source.focus ? { focus: page.source.focus } : {}),
    };
  }

  /** Of what stands for a film or a model, which has no size of its own, or is shown small only. */
  private sizeOfSmall({ source, derivatives }: PicturePage): [width: number, height: number] | undefined {
    const of = (kind: string) => derivatives?.find((derivative) => derivative.kind === kind)?.technical;
    const { width, height } = of('thumbnail') ?? of('poster') ?? {};
    const known = typeof width === 'number' && typeof height === 'number' && !source.crop;
    return known ? [width, height] : undefined;
  }

  private size(page: PicturePage): [width: number, height: number] {
    if (page.source.crop) return [page.source.crop[2], page.source.crop[3]];
    const number = (key: string) => (typeof page.technical?.[key] === 'number' ? page.technical[key] : 0);
    return [number('width'), number('height')];
  }

  ref(rule: ReaderPages, page: PublishedPageRow, locale: Locale): PageRef {
    const use = this.isImage(page) ? 'picture' : 'play';
    const open = rule.opens('image', use, page);
    const readable = rule.opens('text', 'picture', page);
    return {
      pid: page.pid,
      label: page.label,
      ...spoken(page.label, locale),
      kind: page.kind,
      image: this.isImage(page) && open ? this.image(rule, page, 'image') : null,
      hasText: page.has_text && readable,
      restricted: page.file_pid && !open ? { part: 'image', audiences: audiencesOf(rule.audience(use, page)) } : null,
      textRestricted:
        page.has_text && !readable ? { part: 'text', audiences: audiencesOf(rule.textAudience(page)) } : null,
    };
  }

  media(rule: ReaderPages, page: PublishedPageRow, locale: Locale): MediaView[] | null {
    if (!page.file_pid || !page.handler || page.state !== 'ready' || this.isImage(page)) return null;
    if (!rule.opens('image', 'play', page)) return null;
    const at = (kind: string) => `/p/${page.pid}/${kind}`;
    const playable = page.derivatives?.find((derivative) => derivative.kind === 'web');
    const kinds = (page.derivatives ?? []).filter((derivative) => !['web', 'thumbnail'].includes(derivative.kind));
    return [
      {
        page: page.pid,
        label: page.label,
        ...spoken(page.label, locale),
        handler: page.handler,
        technical: page.technical ?? {},
        derivatives: [
          {
            kind: 'view',
            href: at('view'),
            mediaType: playable?.mediaType ?? page.media_type!,
            size: playable?.size ?? page.size!,
            technical: playable?.technical ?? {},
          },
          ...kinds.map((derivative) => ({ ...derivative, href: at(derivative.kind) })),
        ],
        source: page.source as Record<string, Json>,
        poster: this.image(rule, page),
        tracks: this.tracks(rule, page),
      },
    ];
  }

  private tracks(rule: ReaderPages, page: PublishedPageRow): TrackView[] {
    if (!rule.opens('text', 'play', page)) return [];
    return (page.captions ?? []).map(({ pid, kind, language, label }) => ({
      kind,
      href: `/p/${page.pid}/captions/${pid}`,
      lang: language,
      label,
    }));
  }

  /** What may be taken of it: each file once, at the first page that shows it, and all images and words together. */
  taking(rule: ReaderPages, pages: readonly PublishedPageRow[], saysText: boolean): TakingView {
    const files = new Map<string, PublishedPageRow>();
    for (const page of pages) {
      if (page.file_pid && !files.has(page.file_pid) && rule.opens('download', 'file', page)) {
        files.set(page.file_pid, page);
      }
    }
    const all = [...files.values()];
    const images = this.takenImages(rule, pages);
    const bytes = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0);
    return {
      files: all.length > mostListed ? [] : all.map(downloadOf),
      originals: { count: all.length, bytes: bytes(all.map((page) => page.size ?? 0)) },
      pdf:
        images.length < 2
          ? null
          : {
              pages: images.length,
              parts: Math.ceil(images.length / pagesInPart),
              bytes: bytes(images.map(mediumSize)),
            },
      text: this.takenTexts(rule, pages).length > 0 || (saysText && rule.takes()),
    };
  }

  /** Pages whose picture may be taken, alone. */
  takenImages(rule: ReaderPages, pages: readonly PublishedPageRow[]): PublishedPageRow[] {
    return pages.filter(
      (page) => page.state === 'ready' && this.isImage(page) && rule.opens('download', 'picture', page),
    );
  }

  /** Pages whose words may be taken. */
  takenTexts(rule: ReaderPages, pages: readonly PublishedPageRow[]): PublishedPageRow[] {
    return pages.filter((page) => page.has_text && rule.takes() && rule.opens('text', 'picture', page));
  }
}

const downloadOf = (page: PublishedPageRow): DownloadView => ({
  name: page.file_name!,
  href: `/p/${page.pid}/original?download`,
  mediaType: page.media_type!,
  size: page.size!,
});

/** What a page comes to in a document of all, as nearly as is known. */
function mediumSize({ source, derivatives }: PublishedPageRow): number {
  const kind = source.page !== undefined && source.page > 1 ? `medium-${source.page}` : 'medium';
  return derivatives?.find((derivative) => derivative.kind === kind)?.size ?? 0;
}
