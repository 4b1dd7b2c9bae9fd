import { Injectable } from '@nestjs/common';
import type { DownloadView, ImageView, MediaView, PageRef, TrackView } from '../../contract/reader.js';
import type { Json } from '../../contract/values.js';
import { audiencesOf, overlaps } from '../../contract/visibility.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import type { PublishedPageRow, PublishedRow } from './published.repository.js';

/** Beyond this a reader takes the manifest, not one file after another. */
const mostDownloads = 24;

/** Pages as readers turn them, each part shown only where the reader's labels reach it. */
@Injectable()
export class PageViews {
  constructor(private readonly plugins: PluginHost) {}

  /** The core knows no media type by name: what can be cut is what its handler says can be cut. */
  private isImage(page: PublishedPageRow): boolean {
    return page.handler !== null && this.plugins.mediaHandlers.get(page.handler)?.cut !== undefined;
  }

  private imageLabels(item: PublishedRow, page: PublishedPageRow): string[] {
    return page.image_labels ?? item.image_labels;
  }

  image(item: PublishedRow, page: PublishedPageRow, labels: string[]): ImageView | null {
    if (!page.file_pid || page.state !== 'ready' || !overlaps(labels, item.thumbnail_labels)) return null;
    // A page that is narrower than its item is so as a cover too.
    if (page.image_labels && !overlaps(labels, page.image_labels)) return null;
    const deep = this.isImage(page) && overlaps(labels, this.imageLabels(item, page));
    const has = (kind: string) => page.derivatives?.some((derivative) => derivative.kind === kind) ?? false;
    if (!deep && !has('thumbnail') && !has('poster')) return null;
    const [width, height] = this.size(page);
    const preview = page.technical?.['preview'];
    return {
      service: deep ? `/iiif/image/3/${page.pid}` : null,
      thumbnail: `/p/${page.pid}/thumbnail`,
      width,
      height,
      ...(typeof preview === 'string' ? { preview } : {}),
    };
  }

  private size(page: PublishedPageRow): [width: number, height: number] {
    if (page.source.crop) return [page.source.crop[2], page.source.crop[3]];
    const number = (key: string) => (typeof page.technical?.[key] === 'number' ? page.technical[key] : 0);
    return [number('width'), number('height')];
  }

  ref(item: PublishedRow, page: PublishedPageRow, labels: string[]): PageRef {
    const open = overlaps(labels, this.imageLabels(item, page));
    const readable = overlaps(labels, page.text_labels ?? item.text_labels);
    const image =
      this.isImage(page) && open
        ? this.image({ ...item, thumbnail_labels: this.imageLabels(item, page) }, page, labels)
        : null;
    return {
      pid: page.pid,
      label: page.label,
      kind: page.kind,
      image,
      hasText: page.has_text && readable,
      restricted:
        page.file_pid && !open ? { part: 'image', audiences: audiencesOf(this.imageLabels(item, page)) } : null,
    };
  }

  media(item: PublishedRow, page: PublishedPageRow, labels: string[]): MediaView[] | null {
    if (!page.file_pid || !page.handler || page.state !== 'ready' || this.isImage(page)) return null;
    if (!overlaps(labels, this.imageLabels(item, page))) return null;
    const at = (kind: string) => `/p/${page.pid}/${kind}`;
    const playable = page.derivatives?.find((derivative) => derivative.kind === 'web');
    const kinds = (page.derivatives ?? []).filter((derivative) => !['web', 'thumbnail'].includes(derivative.kind));
    return [
      {
        page: page.pid,
        label: page.label,
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
        poster: this.image(item, page, labels),
        tracks: this.tracks(item, page, labels),
      },
    ];
  }

  private tracks(item: PublishedRow, page: PublishedPageRow, labels: string[]): TrackView[] {
    if (!overlaps(labels, page.text_labels ?? item.text_labels)) return [];
    return (page.captions ?? []).map(({ pid, kind, language, label }) => ({
      kind,
      href: `/p/${page.pid}/captions/${pid}`,
      lang: language,
      label,
    }));
  }

  downloads(item: PublishedRow, pages: PublishedPageRow[], labels: string[]): DownloadView[] {
    if (!overlaps(labels, item.download_labels)) return [];
    const files = pages.filter((page) => page.file_pid && overlaps(labels, this.imageLabels(item, page)));
    if (files.length > mostDownloads) return [];
    return files.map((page) => ({
      name: page.file_name!,
      href: `/p/${page.pid}/original?download`,
      mediaType: page.media_type!,
      size: page.size!,
    }));
  }
}
