import type { Component } from 'vue';
import type { HomePlace } from '../../server/contract/blocks.js';
import type { BlockView, HomeData, ImageView, MediaView, PageRef, ValueView } from '../../server/contract/reader.js';
import type { FieldDefinition } from '../../server/contract/collection.js';
import type { LackingPart } from '../../server/contract/completeness.js';
import type { Json } from '../../server/contract/values.js';

/** A component that is fetched when it is first needed. */
export type LazyPart = () => Promise<{ default: Component }>;

/**
 * Edits one value of a field. Props: `FieldEditorProps`; emits `update:modelValue`. Repeating, blanks, certainty and
 * messages are the form engine's, so that an editor only knows its own shape.
 */
export interface FieldEditorProps {
  field: FieldDefinition;
  /** The field's options, as its type's schema reads them. */
  options: Record<string, Json>;
  modelValue: Json | null | undefined;
  /** Id for the first control, so that the label finds it. */
  id: string;
  /** Id of the messages about this value. */
  describedBy?: string;
  invalid?: boolean;
  /** Keys of the parts that are, for a value that has parts. */
  wrongParts?: readonly string[];
  disabled?: boolean;
  locale: string;
  /** Where the record stands, for suggestions: pids. */
  library?: string;
  collection?: string;
}

/** Shows one value where plain text is not enough. Rendered on the server too: no browser objects outside onMounted. */
export interface FieldViewProps {
  value: ValueView;
  options: Record<string, Json>;
  field?: { id: string; key: string; type: string };
  locale: string;
}

/** Seconds from the beginning. */
export interface TimedSegment {
  from: number;
  to?: number;
  title: string;
  note?: string;
  speaker?: string;
  /** Where it is not in the language of the page. */
  lang?: string;
}

/** What every viewer is given. Viewers of paged images show `current`, mark `marks`, and ask to turn by `turn`. */
export interface ViewerProps {
  title: string;
  lang?: string;
  locale: string;
  /** Sound, video, models, documents: one at a time. */
  media?: MediaView;
  /** What is said or happens when, from the record: captions and a transcript to follow. */
  segments?: TimedSegment[];
  /** Images that stand side by side, in reading order. */
  current?: PageRef[];
  direction?: 'rtl' | 'ltr';
  /** Words found, in pixels of the full image, by page. */
  marks?: Record<string, [x: number, y: number, width: number, height: number][]>;
}

/** Keys, as they stand on a keyboard, and the message that says what they do. */
export interface KeyLine {
  keys: string[];
  what: string;
}

export interface Viewer {
  /**
   * What stands there until the viewer is loaded, and for good where scripts are off: the browser's own player, a plain
   * picture. Rendered on the server, with the viewer's props; without it the poster is shown.
   */
  plain?: Component;
  poster?: (media: MediaView) => ImageView | null;
  /**
   * Large viewers wait until they are asked for, saying their size first; what shows no more than its plain form does comes
   * when somebody reaches for it; the others come when they are seen.
   */
  loads: 'when-seen' | 'when-reached' | 'when-asked';
  /** The derivative whose size is said before loading. */
  weighs?: string;
  /** What it answers to while it has the focus: the page tells of these, and a viewer has no others. */
  keys?: KeyLine[];
  component: LazyPart;
}

export interface FieldRule {
  /** The same as `lacks` of the type. */
  lacks?: (value: Json, options: Record<string, Json>) => readonly LackingPart[];
  /** Whether it only may be what the field takes: it counts once the server has looked. */
  unsure?: (value: Json, field: Pick<FieldDefinition, 'vocabulary' | 'options'>, ruleOf: RuleOf) => boolean;
}
export type RuleOf = (type: string) => FieldRule | undefined;

/** Where a block stands: what a search from it is narrowed to, and how many works there are. */
export interface BlockPlace {
  kind: HomePlace;
  scope: Record<string, string>;
  items: number;
}

/** What the view of a block is given. It draws its own section (`reader/BlockSection.vue`), or nothing where it has nothing. */
export interface BlockViewProps {
  block: BlockView;
  data: HomeData;
  place: BlockPlace;
}

/** The view stands in `web/` of its plugin and is called `…Block.vue`, so that its sheet goes with the page. */
export interface WebBlock {
  view: LazyPart;
  /** Something in it answers in the browser; without it the server alone draws it, and its code never comes. */
  answers?: boolean;
}

/** The browser half of a plugin: only lazy imports and small views, because every page carries this list. */
export interface WebPlugin {
  name: string;
  /** By key of the field type. */
  fieldEditors?: Record<string, Component | LazyPart>;
  fieldViews?: Record<string, Component>;
  /** What a form must know of values before the server has seen them. */
  fieldRules?: Record<string, FieldRule>;
  /** By key of the media handler. */
  viewers?: Record<string, Viewer>;
  /** By key of the kind of block. */
  blocks?: Record<string, WebBlock>;
}

export function defineWebPlugin(plugin: WebPlugin): WebPlugin {
  return plugin;
}
