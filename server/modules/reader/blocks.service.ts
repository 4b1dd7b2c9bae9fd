import { Injectable } from '@nestjs/common';
import {
  allBlocks,
  type Block,
  columnsKind,
  type HomePlace,
  type InnerBlock,
  openingDays,
  type OpeningDays,
} from '../../contract/blocks.js';
import type { Locale } from '../../contract/localized.js';
import type { BlockNeeds } from '../../contract/plugin.js';
import type { BlockView } from '../../contract/reader.js';
import type { Json } from '../../contract/values.js';
import { log } from '../../platform/log/log.js';
import { optionsFor } from '../../platform/plugins/block.options.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';

/** More than these on one page are not asked for. */
const mostItems = 60;
const mostNewest = 24;

/** What all blocks of a page ask for together. */
export interface WholeNeeds {
  items: string[];
  chosen: boolean;
  newest: number;
  facets: string[] | 'all';
  years: boolean;
  pictured: string | 'first' | null;
  kinds: boolean;
  collections: boolean;
  libraries: boolean;
  figures: boolean;
  /** By days, how many. */
  popular: ReadonlyMap<OpeningDays, number>;
}

export interface ReadyBlocks {
  views: BlockView[];
  needs: WholeNeeds;
  /** In milliseconds: from then on other blocks are shown. */
  until?: number;
}

/** Which blocks of a page this reader is shown, as they are drawn, and what they need. */
@Injectable()
export class BlocksService {
  /** Kinds that were missing, told once each. */
  private readonly missed = new Set<string>();

  constructor(private readonly plugins: PluginHost) {}

  ready(blocks: readonly Block[], place: HomePlace, locale: Locale, now = Date.now()): ReadyBlocks {
    const asked: BlockNeeds[] = [];
    const one = (block: InnerBlock): BlockView | undefined => {
      if (!isShown(block, locale, now)) return undefined;
      const kind = this.plugins.blocks.get(block.kind);
      if (!kind || !kind.places.includes(place)) return this.gap(block.kind);
      const options = optionsFor(this.plugins, kind, block, locale);
      asked.push(this.needsOf(block.kind, () => kind.needs(options, place)));
      const screen = block.show?.screen ?? 'all';
      return { id: block.id, kind: block.kind, options, ...(screen === 'all' ? {} : { screen }) };
    };
    const views = blocks.flatMap((block): BlockView[] => {
      const view = one(block);
      if (!view) return [];
      if (block.kind !== columnsKind) return [view];
      const columns = (block.columns ?? []).map((column) => column.flatMap((inner) => one(inner) ?? []));
      return columns.some((column) => column.length > 0) ? [{ ...view, columns }] : [];
    });
    const until = nextChange(blocks, now);
    return { views, needs: together(asked), ...(until === undefined ? {} : { until }) };
  }

  /** A block that nobody knows leaves a quiet gap. */
  private gap(kind: string): undefined {
    if (!this.missed.has(kind)) log.warn({ kind }, 'no plugin draws this kind of block here');
    this.missed.add(kind);
  }

  private needsOf(kind: string, needs: () => BlockNeeds): BlockNeeds {
    try {
      return needs();
    } catch (error) {
      log.error({ err: error, kind }, 'a block cannot say what it needs');
      return {};
    }
  }
}

function isShown({ hidden, show }: InnerBlock, locale: Locale, now: number): boolean {
  if (hidden) return false;
  if (!show) return true;
  const { from, until, locales = [] } = show;
  if (locales.length > 0 && !locales.includes(locale)) return false;
  return !(from && Date.parse(from) > now) && !(until && Date.parse(until) <= now);
}

/** When the first of them comes or goes by itself. */
function nextChange(blocks: readonly Block[], now: number): number | undefined {
  const times = allBlocks(blocks)
    .filter(({ hidden }) => !hidden)
    .flatMap(({ show }) => [show?.from, show?.until])
    .flatMap((time) => (time ? [Date.parse(time)] : []))
    .filter((time) => time > now);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function together(all: readonly BlockNeeds[]): WholeNeeds {
  const any = (key: keyof BlockNeeds) => all.some((needs) => needs[key]);
  return {
    items: [...new Set(all.flatMap(({ items }) => items ?? []))].slice(0, mostItems),
    chosen: any('chosen'),
    newest: Math.min(mostNewest, Math.max(0, ...all.map(({ newest }) => newest ?? 0))),
    facets: all.some(({ facets }) => facets === 'all')
      ? 'all'
      : [...new Set(all.flatMap(({ facets }) => (facets as string[] | undefined) ?? []))],
    years: any('years'),
    pictured: all.find(({ pictured }) => pictured)?.pictured ?? null,
    kinds: any('kinds'),
    collections: any('collections'),
    libraries: any('libraries'),
    figures: any('figures'),
    popular: new Map(
      openingDays.flatMap((days): [OpeningDays, number][] => {
        const most = Math.max(0, ...all.map(({ popular }) => (popular?.days === days ? popular.most : 0)));
        return most > 0 ? [[days, Math.min(mostNewest, most)]] : [];
      }),
    ),
  };
}

/** Items that a list of picks names: each a public id, or a link with more words. */
export const pidsIn = (picks: Json | undefined): string[] =>
  (Array.isArray(picks) ? picks : []).flatMap((pick): string[] => {
    if (typeof pick === 'string') return [pick];
    const item = typeof pick === 'object' && pick !== null && !Array.isArray(pick) ? pick['item'] : undefined;
    return typeof item === 'string' ? [item] : [];
  });
