import type { FieldDefinition, MaterialKind } from '../../../contract/collection.js';
import type { CoreKey } from '../../../contract/field.roles.js';
import type { LocalizedText } from '../../../contract/localized.js';
import type { Json } from '../../../contract/values.js';

/** A field as a template writes it: by key, because ids are made with each collection. */
export interface TemplateField {
  key: string;
  label: LocalizedText;
  type: string;
  required?: FieldDefinition['required'];
  repeatable?: boolean;
  internal?: boolean;
  /** Where its role and type say otherwise. */
  searched?: boolean;
  vocabulary?: string;
  /** Where it belongs to the text of the thing and its type does not say so. */
  fullText?: boolean;
  options?: Record<string, Json>;
  core?: CoreKey;
  mapping?: FieldDefinition['mapping'];
  help?: LocalizedText;
}

export interface TemplateGroup {
  key: string;
  label: LocalizedText;
  fields: TemplateField[];
}

export interface TemplatePresentation {
  searchFields: string[];
  facets: {
    field: string;
    kind?: 'terms' | 'years';
    limit?: number;
    sort?: 'count' | 'vocabulary' | 'pinyin' | 'strokes';
  }[];
  sorts: { field: string; direction?: 'asc' | 'desc' }[];
  card: { subtitle: string[]; summary?: string };
  layout: 'viewer-top' | 'viewer-side';
  reading: { direction: 'rtl' | 'ltr'; opening: 'single' | 'leaf' | 'opening' };
}

/** A ready configuration for one kind of material. */
export interface Template {
  key: string;
  kind: MaterialKind;
  name: LocalizedText;
  description: LocalizedText;
  groups: TemplateGroup[];
  presentation: TemplatePresentation;
  review: boolean;
}

export const both = (zh: string, en: string): LocalizedText => ({ 'zh-CN': zh, en });

type More = Omit<TemplateField, 'key' | 'label' | 'type' | 'required' | 'repeatable' | 'internal' | 'searched'>;

/**
 * A field in the notation of the domain's own lists: after the key `!` is required for publication, `!!` already for a
 * draft, `*` repeatable, `-` never public, `~` passed over by the search box.
 */
export function field(sign: string, zh: string, en: string, type: string, more: More = {}): TemplateField {
  const [, key = '', flags = ''] = /^([a-zA-Z0-9]+)([!*~-]*)$/.exec(sign) ?? [];
  if (key === '') throw new Error(`not a field: ${sign}`);
  const required = flags.includes('!!') ? 'draft' : flags.includes('!') ? 'publish' : 'no';
  return {
    key,
    label: both(zh, en),
    type,
    required,
    repeatable: flags.includes('*'),
    internal: flags.includes('-'),
    ...(flags.includes('~') ? { searched: false } : {}),
    ...more,
  };
}

export const group = (key: string, zh: string, en: string, fields: TemplateField[]): TemplateGroup => ({
  key,
  label: both(zh, en),
  fields,
});

/** Parts of a compound field, each with a label of its own. */
export interface Part {
  key: string;
  label: LocalizedText;
  type: string;
  vocabulary?: string;
  options?: Record<string, Json>;
  internal?: boolean;
  searched?: boolean;
  required?: boolean;
}

/** As with fields, signs behind the key: `!` a value is half of one without it, `-` keeps it from readers, `~` from the search box. */
export const part = (
  sign: string,
  zh: string,
  en: string,
  type: string,
  vocabulary?: string,
  options?: Record<string, Json>,
): Part => ({
  key: sign.replace(/[-~!]$/, ''),
  label: both(zh, en),
  type,
  ...(sign.endsWith('-') ? { internal: true } : {}),
  ...(vocabulary ? { vocabulary } : {}),
  ...(options ? { options } : {}),
  ...(sign.endsWith('~') ? { searched: false } : {}),
  ...(sign.endsWith('!') ? { required: true } : {}),
});

export const parts = (...all: Part[]): Record<string, Json> => ({ parts: all as unknown as Json });
