import { z } from 'zod';
import { Locale, type LocalizedText } from './localized.js';
import type { Json } from './values.js';

/** The homes that are made of blocks. */
export const homePlaces = ['portal', 'library', 'collection'] as const;
export type HomePlace = (typeof homePlaces)[number];

/** For how long openings are counted back. */
export const openingDays = [7, 30, 365] as const;
export type OpeningDays = (typeof openingDays)[number];

export const BlockId = z.string().regex(/^[a-z0-9]{2,16}$/);
export const blockScreens = ['all', 'wide', 'narrow'] as const;

/** To whom, on what and when a block is shown; without anything said to everybody, everywhere, always. */
export const BlockShow = z
  .object({
    screen: z.enum(blockScreens).default('all'),
    from: z.iso.datetime({ offset: true }).optional(),
    until: z.iso.datetime({ offset: true }).optional(),
    /** Only on pages in these languages. */
    locales: z.array(Locale).max(3).optional(),
  })
  .meta({ id: 'BlockShow' });
export type BlockShow = z.infer<typeof BlockShow>;

/** So much may be set in one block: a long text in three languages, and not a book. */
const longestOptions = 60_000;

const InnerBlock = z.object({
  id: BlockId,
  kind: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  /** The version of its kind that the options were written for; the kind brings older ones up when they are read. */
  v: z.number().int().min(1).max(1000).default(1),
  options: z
    .record(z.string().max(40), z.json())
    .default({})
    .refine((options) => JSON.stringify(options).length <= longestOptions, { message: 'too_big' }),
  hidden: z.boolean().default(false),
  show: BlockShow.optional(),
});

/** The kind whose blocks hold others, side by side. */
export const columnsKind = 'columns';

/** One part of a page: which kind, what is set in it, and whether readers see it. What it holds of items are references. */
export const Block = InnerBlock.extend({
  columns: z.array(z.array(InnerBlock).max(8)).min(1).max(3).optional(),
}).meta({ id: 'Block' });
export type Block = z.infer<typeof Block>;
export type InnerBlock = z.infer<typeof InnerBlock>;

const idsOf = (blocks: readonly { id?: string | undefined; columns?: { id: string }[][] | undefined }[]): string[] =>
  blocks.flatMap(({ id, columns = [] }) => [...(id === undefined ? [] : [id]), ...columns.flat().map((one) => one.id)]);
/** Each is called by its own id. */
export const eachOnce = (blocks: Parameters<typeof idsOf>[0]): boolean => {
  const ids = idsOf(blocks);
  return new Set(ids).size === ids.length;
};

/** A page is a list of them. */
export const BlockList = z.array(Block).max(40).refine(eachOnce, { message: 'twice' });

/** Of all blocks, with those that stand inside others. */
export const allBlocks = (blocks: readonly Block[]): InnerBlock[] =>
  blocks.flatMap((block) => [block, ...(block.columns ?? []).flat()]);

/** What is set in a block is a field of a kind that forms know, or a choice among a few words. */
export interface BlockSetting {
  key: string;
  label: LocalizedText;
  help?: LocalizedText;
  /** The type of field that reads and edits it. */
  type: string;
  /** Options of that type. */
  options?: Record<string, Json>;
  /** A list of values, at most so many. */
  most?: number;
  /** Said in each language: kept by language, and shown in the reader's. */
  localized?: boolean;
  /** Instead of being typed, chosen among these: values of text. The first holds where nothing is chosen. */
  choices?: { key: string; label: LocalizedText }[];
  /** A facet of the page's own place, chosen among those that it has. */
  facet?: boolean;
}
