import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Caller } from '../../contract/caller.js';
import { isPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import type { FoundPlace } from '../../contract/reader.js';
import { Config } from '../../platform/config.js';
import { PublishedService } from '../catalog/published.service.js';
import { AccessService } from '../access/access.service.js';
import type { Iiif } from './canvas.js';
import { type FoundQuestion, foundPage, foundParts } from './found.page.js';
import { mapOf, plain } from './language.map.js';
import { openToSites, presentationContext, sendJsonLd } from './json-ld.answer.js';
import { ManifestBuilder, provider } from './manifest.builder.js';
import { type ManifestItem, ManifestRepository } from './manifest.repository.js';
import { partsOf, spokenPage } from './spoken.js';
import { textPage } from './text.page.js';

const mostKept = 400;
const mostKeptBytes = 64 * 1024 * 1024;
const pageSize = 500;

const topLabel = { 'zh-CN': ['全部特藏库'], 'zh-TW': ['全部特藏庫'], en: ['All collections'] };
const top = (publicUrl: string) => ({ id: `${publicUrl}/iiif/collection/top`, type: 'Collection', label: topLabel });

interface Built {
  text: string;
  etag: string;
  manifest: Iiif;
}

/** IIIF Presentation API 3. Who may see is asked with every request; what they then get is put together once. */
@Injectable()
export class ManifestService {
  /** By item, version and those of the reader's labels that this item knows: readers alike share one. */
  private readonly kept = new Map<string, Built>();
  private keptBytes = 0;

  constructor(
    private readonly rows: ManifestRepository,
    private readonly access: AccessService,
    private readonly builder: ManifestBuilder,
    private readonly published: PublishedService,
    private readonly config: Config,
  ) {}

  async sendManifest(pid: string, request: Request, response: Response, caller: Caller): Promise<void> {
    openToSites(response);
    const item = await this.find(pid, caller);
    const { text, etag } = await this.built(item, caller);
    sendJsonLd(request, response, text, { public: item.open_to_all, etag });
  }

  async sendCanvas(pid: string, page: string, request: Request, response: Response, caller: Caller): Promise<void> {
    openToSites(response);
    const item = await this.find(pid, caller);
    const { manifest } = await this.built(item, caller);
    const canvas = (manifest['items'] as { id: string; type: string }[]).find((one) =>
      one.id.endsWith(`/canvas/${page}`),
    );
    if (!canvas) throw new Problem('page.not-found');
    const body = { '@context': presentationContext, ...canvas };
    sendJsonLd(request, response, body, { public: item.open_to_all });
  }

  async sendText(pid: string, page: string, request: Request, response: Response, caller: Caller): Promise<void> {
    openToSites(response);
    const item = await this.find(pid, caller);
    if (!isPid(page) || !(await this.rows.hasPage(pid, page))) throw new Problem('page.not-found');
    const text = await this.published.pageText(caller, page);
    if (!text) throw new Problem('page.not-found');
    sendJsonLd(request, response, textPage(this.config.env.publicUrl, pid, text), { public: item.open_to_all });
  }

  async sendSpoken(
    pid: string,
    page: string,
    part: number,
    request: Request,
    response: Response,
    caller: Caller,
  ): Promise<void> {
    openToSites(response);
    const item = await this.find(pid, caller);
    const timed = await this.builder.spoken(item, await this.rows.pages(item.id), page, caller.labels);
    if (part > partsOf(timed)) throw new Problem('page.not-found');
    const body = spokenPage(this.config.env.publicUrl, pid, page, timed, part);
    sendJsonLd(request, response, body, { public: item.open_to_all });
  }

  /** Where words stand is found by whoever searches; how that is told to viewers is ours. */
  async sendFound(
    pid: string,
    asked: FoundQuestion,
    find: () => Promise<FoundPlace[]>,
    request: Request,
    response: Response,
    caller: Caller,
  ): Promise<void> {
    openToSites(response);
    const item = await this.find(pid, caller);
    const places = asked.q === '' ? [] : await find();
    if (asked.part > foundParts(places)) throw new Problem('page.not-found');
    const body = foundPage(this.config.env.publicUrl, pid, asked, places);
    sendJsonLd(request, response, body, { public: item.open_to_all });
  }

  async sendCollection(
    pid: string,
    page: number | undefined,
    request: Request,
    response: Response,
    caller: Caller,
  ): Promise<void> {
    openToSites(response);
    if (pid === 'top') return this.sendTop(request, response, caller);
    const [mine, open] = await Promise.all([this.access.readableCollections(caller), this.access.openCollections()]);
    const row = isPid(pid) ? await this.rows.collection(pid, mine) : undefined;
    if (!row) throw new Problem('collection.not-found');
    const count = await this.rows.count(row.id, caller.labels);
    const parts = Math.ceil(count / pageSize);
    if (page !== undefined && page > Math.max(parts, 1)) throw new Problem('collection.not-found');
    const { publicUrl } = this.config.env;
    const id = `${publicUrl}/iiif/collection/${pid}`;
    const whole = page === undefined && parts > 1;
    const items = whole
      ? Array.from({ length: parts }, (_, at) => ({
          id: `${id}?page=${at + 1}`,
          type: 'Collection',
          label: plain(`${at * pageSize + 1}–${Math.min(count, (at + 1) * pageSize)}`),
        }))
      : (await this.rows.members(row.id, caller.labels, ((page ?? 1) - 1) * pageSize, pageSize)).map((item) => ({
          id: `${publicUrl}/iiif/${item.pid}/manifest`,
          type: 'Manifest',
          label: plain(item.title || item.pid),
          ...(item.cover_pid
            ? { thumbnail: [{ id: `${publicUrl}/p/${item.cover_pid}/thumbnail`, type: 'Image', format: 'image/webp' }] }
            : {}),
        }));
    const summary = mapOf(row.description);
    const body = {
      '@context': presentationContext,
      id: page === undefined ? id : `${id}?page=${page}`,
      type: 'Collection',
      label: mapOf(row.name),
      ...(Object.keys(summary).length > 0 ? { summary } : {}),
      partOf: [page === undefined ? top(publicUrl) : { id, type: 'Collection', label: mapOf(row.name) }],
      provider: [provider(publicUrl, row)],
      homepage: [{ id: `${publicUrl}/c/${pid}`, type: 'Text', format: 'text/html', label: mapOf(row.name) }],
      items,
    };
    // What it lists depends on the reader; only a visitor without any label of their own sees what all see.
    const anybody = caller.labels.every((label) => label === 'public') && open.includes(row.id);
    sendJsonLd(request, response, body, { public: anybody && caller.accountId === null });
  }

  /** Where a viewer that knows nothing of us begins. */
  private async sendTop(request: Request, response: Response, caller: Caller): Promise<void> {
    const [mine, open] = await Promise.all([this.access.readableCollections(caller), this.access.openCollections()]);
    const rows = await this.rows.collections(mine, caller.siteLibraryId);
    const { publicUrl } = this.config.env;
    const body = {
      '@context': presentationContext,
      ...top(publicUrl),
      homepage: [{ id: `${publicUrl}/`, type: 'Text', format: 'text/html', label: topLabel }],
      items: rows.map((row) => ({
        id: `${publicUrl}/iiif/collection/${row.pid}`,
        type: 'Collection',
        label: mapOf(row.name),
        provider: [provider(publicUrl, row)],
      })),
    };
    const anybody = caller.labels.every((label) => label === 'public') && mine.every((id) => open.includes(id));
    sendJsonLd(request, response, body, { public: anybody && caller.accountId === null });
  }

  private async find(pid: string, caller: Caller): Promise<ManifestItem> {
    if (!isPid(pid)) throw new Problem('item.not-found');
    const [mine, open] = await Promise.all([this.access.readableCollections(caller), this.access.openCollections()]);
    const item = await this.rows.item(pid, caller.labels, mine, open);
    if (item) return item;
    throw new Problem((await this.rows.wasPublished(pid, caller.labels, mine)) ? 'item.gone' : 'item.not-found');
  }

  private async built(item: ManifestItem, caller: Caller): Promise<Built> {
    const named = new Set([
      ...item.thumbnail_labels,
      ...item.image_labels,
      ...item.text_labels,
      ...item.download_labels,
      ...item.page_labels,
    ]);
    const labels = caller.labels.filter((label) => named.has(label)).sort();
    const key = JSON.stringify([item.pid, item.stamp, labels]);
    const known = this.kept.get(key);
    if (known) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known;
    }
    const manifest = await this.builder.build(item, await this.rows.pages(item.id), labels);
    const text = JSON.stringify(manifest);
    const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
    const made = { text, etag, manifest };
    this.keep(key, made);
    return made;
  }

  private keep(key: string, made: Built): void {
    this.kept.set(key, made);
    this.keptBytes += made.text.length;
    for (const [old, { text }] of this.kept) {
      if (this.kept.size <= mostKept && this.keptBytes <= mostKeptBytes) return;
      if (old === key) continue;
      this.kept.delete(old);
      this.keptBytes -= text.length;
    }
  }
}
