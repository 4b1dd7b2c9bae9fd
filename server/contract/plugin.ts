import type { z } from 'zod';
import type { BlockSetting, HomePlace, OpeningDays } from './blocks.js';
import type { LackingPart } from './completeness.js';
import type { Locale, LocalizedText } from './localized.js';
import type { Heading } from './outline.js';
import type { Json } from './values.js';

/** A run of text with its language, so that `lang` can be set on it and search knows what it reads. */
export interface TextRun {
  text: string;
  lang?: string;
  /** Found only by whoever asks in its field: a shelf mark within a call number, coordinates beside a name. */
  beside?: true;
}

/** How a value stands in search and in lists. */
export interface IndexForm {
  /** Facet entries: a key that never changes its meaning, and the label to show. */
  facets?: { key: string; label: string; parents?: string[] }[];
  number?: number;
  /** Julian day numbers, both included. */
  days?: [from: number, to: number];
  /** The years it is counted under, where those of its days reach further: a lunar year ends in the next one. */
  years?: [from: number, to: number];
  /** Text to sort by, before folding. */
  sort?: string;
  /** Under what it is chosen from a list of values, where the plain line says more: a person, whatever they did here. */
  name?: string;
  /** An authority, term or item that this value points to. */
  ref?: string;
}

/** What a value points to. A type that points to nothing has no `references`. */
export type Reference =
  /** By code, or by a name in any script where only that is given. */
  { kind: 'term'; vocabulary: string; code?: string; name?: string } | { kind: 'agent' | 'place'; ref: string };

/** What a reference means today, merges followed. */
export interface Referred {
  /** The code of a term, the public id of an agent or place. */
  key: string;
  label: LocalizedText;
  /** Terms above it, the nearest first. */
  parents: { key: string; label: LocalizedText }[];
  variants: string[];
}

/** Undefined where nothing of that name is known, or it belongs to another library. */
export type LookUp = (reference: Reference) => Referred | undefined;

/** Another value of the same record, with the type and the core key of its field. */
export interface Neighbour {
  type: string;
  core?: string;
  value: Json;
}

/** One named part of a value, in words. */
export interface ValuePart {
  key: string;
  /** What it is: 印文, 版框, 撰. Absent where the words say it themselves. */
  label?: string;
  /** Where the label is the record's own word and not in the language of the page. */
  labelLang?: string;
  text: string;
  lang?: string;
  /** As the record has it, where the text is in the reader's language. */
  original?: TextRun;
  note?: string;
  code?: string;
  /** As of a whole value: where it leads on this host, without a language prefix. */
  href?: string;
  /** The record that the part names, as `index` has it: a page of its own is linked. */
  ref?: string;
  /** For a part that is a value of another type: the view of that type may draw it. */
  type?: string;
  data?: Json;
}

/** Where a value leads, when it leads to another item. */
export interface LinkTarget {
  item: string;
  title?: string;
  note?: string;
  /** Which part of the whole: front, lid, a volume. */
  part?: string;
}

/** How a type whose values lead to items takes part in the families of items. */
export interface Linking<V, O> {
  /** The role that a field with these options states (`relations.ts`); undefined where it only mentions. */
  role(options: O): string | undefined;
  of(value: V): LinkTarget | undefined;
  to(target: LinkTarget): V;
  /** The value as readers may have it: under today's title, or leading nowhere. Undefined where nothing is left. */
  seen(value: V, title: string | null): V | undefined;
}

/** For types made of other types. */
export type TypeLookUp = (key: string) => FieldType | undefined;

/** Names, headings, measures and addresses are shorter, and what takes them apart may then be as plain as it likes. */
export const longestText = 2000;

/** What is said in a recording, and when, in its seconds; without an end until something else is said. */
export interface Spoken {
  from: number;
  to?: number;
  text: string;
}

/**
 * One kind of field: its value's whole life, pure and without access to database or files.
 * V is the shape stored inside `StoredValue.value`, O the options a librarian sets for a field of this type.
 */
export interface FieldType<V = Json, O = Record<string, Json>> {
  key: string;
  value: z.ZodType<V>;
  options: z.ZodType<O>;
  /** Most characters of any text in a value; `longestText` where it is not said. Longer ones reach nothing of the type. */
  longest?: number;
  /**
   * Brings what was typed into its one stored form; must be stable: normalising twice changes nothing. What else the
   * record says may settle what is meant (a date by its author's years), and is not always known.
   */
  normalise?(value: V, options: O, neighbours?: readonly Neighbour[]): V;
  /** All that the value says, for a type that reads it: where `display` is only the beginning of it. */
  words?(value: V, options: O): string;
  /**
   * What words of another field mean in this type, when a field is re-typed; undefined where they mean nothing.
   * Without it a type is given the words as its value, and takes them or not.
   */
  read?(words: string, options: O): V | undefined;
  /** The years that words of a reader's question mean, if they are a value of this type; none where they may be mere words. */
  yearsMeant?(words: string, locale: Locale): { from: number; to: number; text: string }[];
  /** What the options forbid although the shape is right: each makes a problem with this message. */
  faults?(value: V, options: O): { path: (string | number)[]; message: string }[];
  /** Parts that the options ask for in every value, and this one has not. */
  lacks?(value: V, options: O): readonly LackingPart[];
  /** Controlled names in this value; they are looked up together with those of all other values. */
  references?(value: V, options: O): Reference[];
  /** The value with what its references mean today; a snapshot of it is stored, and made anew when it is read. */
  settle?(value: V, options: O, lookUp: LookUp): V;
  /** References that must be known and are not: each makes a problem. */
  unknown?(value: V, options: O, lookUp: LookUp): Reference[];
  /** Everything a reader might search for in this value: what it says, not what is printed around it (labels, units). */
  text(value: V, options: O): TextRun[];
  /** One plain line for cards, titles, exports. */
  display(value: V, options: O, locale: Locale): string;
  /** The same where an item is told in one line, for whoever would have to reckon or look it up: 民國十四年（1925）. */
  line?(value: V, options: O, locale: Locale): string;
  /**
   * Its words are names and figures and not texts with characters of their own: what it displays is converted for readers of
   * traditional characters.
   */
  converted?: boolean;
  /** As the record has it, where `display` says it in the reader's language: 紀昀 beside Ji Yun. */
  original?(value: V, options: O, locale: Locale): TextRun | undefined;
  /** What it belongs to, from the top: 史部 before 目录类, where the value alone does not say which. */
  above?(value: V, options: O, locale: Locale): string[];
  /** The value part by part, for a page with room for it. Where there is nothing to tell apart, the plain line stands. */
  spread?(value: V, options: O, locale: Locale): ValuePart[];
  /** Said smaller beside the value: a date's Gregorian reading, a person's years. */
  note?(value: V, options: O, locale: Locale): string | undefined;
  /** The same as machines write it, for those who ask: a date's EDTF, a place's coordinates. */
  code?(value: V, options: O, locale: Locale): string | undefined;
  index(value: V, options: O): IndexForm;
  /** Where the value itself leads on this host, without a language prefix: an item, a file. */
  href?(value: V, options: O): string | undefined;
  /** Headings with the labels of the pages they begin on, for a value that is a table of contents. */
  outline?(value: V, options: O): Heading[];
  /** For a value that is a stretch of a recording: when, in seconds, and what is said there. */
  spoken?(value: V, options: O): Spoken;
  /**
   * Whether its values are the words of the thing itself (a transcription) and no description of it: who closes an item's
   * text closes them. A field may say otherwise (`FieldDefinition.fullText`); of a type without it none ever is.
   */
  fullText?(options: O): boolean;
  linking?: Linking<V, O>;
  jsonld?(value: V, options: O): Json;
  /** Strings for a Dublin Core element. */
  dc?(value: V, options: O): string[];
  /** What the value is made of, each part as one plain line: for records that have a place of their own for each. */
  parts?(value: V, options: O): Record<string, { text: string; key?: string }>;
  /** Subfields for a MARC form, by code. */
  marc?(value: V, options: O): Record<string, string>;
  /** For a type whose values hold values of other types: itself, able to find them. Called once, when all are known. */
  compose?(types: TypeLookUp): FieldType<V, O>;
}

/** What a media handler may touch: the original, a place for what it derives, and programs of the system. */
export interface MediaWorkspace {
  /** By content, as the platform found it. */
  mediaType: string;
  /** Bytes of the original. */
  size: number;
  /** A local path of the original; fetched to a temporary folder when storage is remote. Never written to. */
  originalPath(): Promise<string>;
  /** A fresh local path to write to; gone when the work ends. */
  temporaryPath(suffix: string): Promise<string>;
  /** Stores a derivative from a local path, which it takes away. A derivative of the same kind is replaced. */
  keep(derivative: {
    kind: string;
    recipe: string;
    path: string;
    mediaType: string;
    technical?: Record<string, Json>;
  }): Promise<void>;
  /** Whether a program such as ffmpeg is there. Nothing may depend on it silently: say what is missing without it. */
  hasTool(name: string): Promise<boolean>;
  /** Runs such a program, within limits and until the job is stopped; answers what it wrote to its standard output. */
  runTool(name: string, args: string[]): Promise<Buffer>;
  log(level: 'info' | 'warn' | 'error', code: string, detail?: Record<string, Json>): Promise<void>;
  signal: AbortSignal;
}

/**
 * What is in a file. Names with a meaning for the platform: `width`, `height` (pixels), `duration` (seconds),
 * `pages`, `preview` (a tiny data: URI), `colour` (#rrggbb), and `webReady`: browsers can use the original as it is.
 */
export interface MediaInspection {
  technical: Record<string, Json>;
  /** How many pages the file itself holds (documents, multi-page images). */
  pages?: number;
}

/** A region of an image, in pixels of the full size, and the size wanted. */
export interface ImageCut {
  region: { x: number; y: number; width: number; height: number };
  size: { width: number; height: number };
  /** Degrees clockwise, after mirroring. */
  rotation: number;
  mirror: boolean;
  quality: 'default' | 'color' | 'gray' | 'bitonal';
  format: 'jpg' | 'png' | 'webp';
}

/** What IIIF calls the thing: how it is painted on a canvas. */
export const mediaResources = ['Image', 'Sound', 'Video', 'Model', 'Text'] as const;
export type MediaResource = (typeof mediaResources)[number];

/**
 * Derivatives that the platform serves by name: `thumbnail` (400 px), `medium` (1600 px), `poster`, `view` (what a
 * viewer plays or turns, where that is not the original), `peaks`, `pyramid`. Of a file of many pages those of page n > 1
 * are called `<kind>-<n>`, and the technical part of each pyramid says its own width and height.
 */
export interface MediaHandler {
  key: string;
  /** Media types by content, not by name. */
  accepts: string[];
  resource: MediaResource;
  /** Right name extensions by media type, the usual one first. */
  extensions: Record<string, string[]>;
  /** Recognises what common signatures do not tell, from the first 4 kB; answers one of `accepts`. */
  recognise?(head: Uint8Array, size: number): string | undefined;
  /** Reads what the file is, quickly and without decoding it whole; throws a Problem when it is broken or hostile. */
  inspect(workspace: MediaWorkspace): Promise<MediaInspection>;
  /** Kinds of derivative with the recipe that makes each now; a changed recipe makes them again. */
  recipes: Record<string, string>;
  /** Answers what was learned on the way, to be added to the technical part. */
  derive(workspace: MediaWorkspace, technical: Record<string, Json>): Promise<Record<string, Json> | void>;
  /** For what can be shown as a deep-zoom image: cuts from the derivative called `pyramid`. */
  cut?(pyramidPath: string, technical: Record<string, Json>, cut: ImageCut): Promise<Buffer>;
  /** What lies in the pyramid ready as it is asked for; undefined where it has to be cut. */
  stored?(pyramidPath: string, technical: Record<string, Json>, cut: ImageCut): Promise<Buffer | undefined>;
}

/**
 * What a block asks of the services, for the reader of the page and within its place (a library, a collection, or
 * everything). The page gathers what all its blocks ask and asks once, however many they are.
 */
export interface BlockNeeds {
  /** Items by public id: cards, in `data.items`. */
  items?: readonly string[];
  /** What librarians of the place have put first, where the block names nothing itself. */
  chosen?: boolean;
  /** The newest: so many. */
  newest?: number;
  /** Counts of facets by key; `all` for whichever the place has. The facet of years among them. */
  facets?: readonly string[] | 'all';
  years?: boolean;
  /** One facet whose values have pictures: by key, or the first that the place has. */
  pictured?: string | 'first';
  kinds?: boolean;
  collections?: boolean;
  libraries?: boolean;
  /** What readers opened most in so many days. */
  popular?: { days: OpeningDays; most: number };
  /** How much there is in all. */
  figures?: boolean;
}

/** One kind of part that pages are made of, in a plugin called `block-` and its key. The browser half draws it (`WebPlugin.blocks`). */
export interface BlockKind {
  key: string;
  label: LocalizedText;
  description: LocalizedText;
  /** Raised when what is set in it changes its shape. */
  v: number;
  /** Brings options of an older version up, one version at a time: from `from` to the next. */
  upgrade?(options: Record<string, Json>, from: number): Record<string, Json>;
  /** On which homes it may stand. */
  places: readonly HomePlace[];
  /** All that may be set; whatever else options have is not read. */
  settings: readonly BlockSetting[];
  needs(options: Record<string, Json>, place: HomePlace): BlockNeeds;
  /** Holds other blocks side by side. */
  columns?: boolean;
}

/**
 * What is here is read by the platform; a plugin that brings anything else is refused. To come, each with a contract of
 * its own: importers with the import of items from tables, and sign-in providers with single sign-on.
 */
export interface PluginProvides {
  // A registry holds types of many value shapes; each one's own functions keep theirs.
  fieldTypes?: FieldType<never, never>[];
  mediaHandlers?: MediaHandler[];
  blocks?: BlockKind[];
}

export interface PluginDefinition {
  name: string;
  version: string;
  /** The contract version this plugin was written for, as a caret range: ^1.0.0 */
  compatible: string;
  options?: z.ZodType;
  provides: PluginProvides | ((options: never) => PluginProvides);
}

/** Raised with a breaking change of this file. */
export const pluginContractVersion = '1.1.0';

export function definePlugin(plugin: PluginDefinition): PluginDefinition {
  return plugin;
}

/** Keeps the value's and options' shapes checked inside one type while the registry holds them all. */
export function defineFieldType<V, O>(type: FieldType<V, O>): FieldType<never, never> {
  return type as unknown as FieldType<never, never>;
}
