import type { Component } from 'vue';
import type { ImageView, MediaView, PageRef } from '../../server/contract/reader.js';
import type { FieldDefinition } from '../../server/contract/collection.js';
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
  disabled?: boolean;
  locale: string;
  /** Where the record stands, for suggestions: pids. */
  library?: string;
  collection?: string;
}

/** Shows one value where plain text is not enough. Rendered on the server too: no browser objects outside onMounted. */
export interface FieldViewProps {
  text: string;
  lang?: string;
  data?: Json;
  locale: string;
}

/** What every viewer is given. */
export interface ViewerProps {
  item: { pid: string; title: string; lang?: string };
  media: MediaView[];
  pages: PageRef[];
  locale: string;
}

export interface Viewer {
  /** Shown until the viewer is there, and for good where scripts are off. */
  poster?: (media: MediaView) => ImageView | null;
  /** Large viewers wait until they are asked for, saying their size first; the others come when they are seen. */
  loads: 'when-seen' | 'when-asked';
  /** The derivative whose size is said before loading. */
  weighs?: string;
  component: LazyPart;
}

/** The browser half of a plugin: only lazy imports and small views, because every page carries this list. */
export interface WebPlugin {
  name: string;
  /** By key of the field type. */
  fieldEditors?: Record<string, Component | LazyPart>;
  fieldViews?: Record<string, Component>;
  /** By key of the media handler. */
  viewers?: Record<string, Viewer>;
  /** Blocks of home pages, by kind. */
  blocks?: Record<string, Component>;
}

export function defineWebPlugin(plugin: WebPlugin): WebPlugin {
  return plugin;
}
