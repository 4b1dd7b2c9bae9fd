import type { FieldDefinition, MaterialKind } from '../../contract/collection.js';
import type { CoreKey } from '../../contract/field.roles.js';
import { localize } from '../../contract/localized.js';
import type { Json, Values } from '../../contract/values.js';
import { partLabel } from '../../contract/relations.js';
import type { ItemLink } from '../catalog/family.service.js';
import type { PublishedRecord } from '../catalog/published.service.js';
import type { RecordForm, ValueService } from '../schema/value.service.js';

export interface ExportField {
  core?: CoreKey;
  label: string;
  vocabulary?: string;
  mapping: FieldDefinition['mapping'];
  values: RecordForm[];
  /** What the thing named is to this one, in the words of MODS. */
  related?: string;
}

/** One published item, ready to be written in any format: what is public, and nothing else. */
export interface ExportRecord {
  pid: string;
  url: string;
  /** Where addresses of our own begin. */
  origin: string;
  title: string;
  kind: MaterialKind;
  library: string;
  collection: { name: string; url: string };
  fields: ExportField[];
  jsonld: Record<string, Json>;
  enteredAt: Date;
  changedAt: Date;
}

export function exportRecord(
  published: PublishedRecord,
  valueRules: ValueService,
  origin: string,
  links: readonly ItemLink[] = [],
): ExportRecord {
  const { pid, title, kind, jsonld, enteredAt, changedAt } = published;
  return {
    pid,
    url: `${origin}/i/${pid}`,
    origin,
    title,
    kind,
    library: localize(published.library, 'zh-CN'),
    collection: {
      name: localize(published.collection.name, 'zh-CN'),
      url: `${origin}/c/${published.collection.pid}`,
    },
    fields: [
      ...published.fields.map((field) => fieldOf(field, published.values, valueRules)),
      ...links.filter(({ field_id }) => field_id === null).map(linkField),
    ],
    jsonld,
    enteredAt,
    changedAt,
  };
}

function fieldOf(field: FieldDefinition, values: Values, valueRules: ValueService): ExportField {
  return {
    ...(field.core ? { core: field.core } : {}),
    label: localize(field.label, 'zh-CN'),
    ...(field.vocabulary ? { vocabulary: field.vocabulary } : {}),
    mapping: field.mapping,
    values: (values[field.id] ?? []).flatMap((stored) => valueRules.forms.recordOf(field, stored) ?? []),
  };
}

/** What the item is linked to by none of its own fields: the impressions of a stone, the copies of an edition. */
function linkField({ role, pid, title, part, note }: ItemLink): ExportField {
  const said = [part && localize(partLabel(part), 'zh-CN'), note].filter(Boolean).join('，');
  return {
    label: localize(role.label, 'zh-CN'),
    mapping: { dc: role.dc, mods: 'relatedItem', cnmarc: role.cnmarc, marc21: role.marc21 },
    ...(role.mods ? { related: role.mods } : {}),
    values: [{ text: title, dc: [title], marc: { t: title, w: pid }, parts: said ? { where: { text: said } } : {} }],
  };
}

/** What all fields of a role say, in their order. */
export const saidAs = (record: ExportRecord, core: CoreKey): RecordForm[] =>
  record.fields.flatMap((field) => (field.core === core ? field.values : []));

/** The proleptic Gregorian day of a Julian day number. */
export const dayOf = (julian: number): Date => new Date((julian - 2440588) * 86_400_000);

/** The span of days as EDTF, where the field's own Dublin Core form is not already that. */
export const edtfOf = ({ days, dc }: RecordForm): string | undefined => (days ? dc[0] : undefined);

/** Codes that are a notation people know (I247.5, 06) stand as they are; ours by pinyin mean nothing elsewhere. */
export const notation = ({ code }: RecordForm): string | undefined =>
  code !== undefined && /^[A-Z\d][A-Z\d./=()-]*$/.test(code) ? code : undefined;

/** 集部·别集类: a class without a notation is told from its namesakes by what stands above it. */
export const classWords = ({ text, above = [] }: RecordForm): string => [...above].reverse().concat(text).join('·');

/** Lists that other systems know by the same name; any other is ours. */
const knownSchemes = new Set(['clc', 'lcsh', 'lcgft', 'aat', 'rbmscv', 'tgm', 'udc', 'ddc', 'lcc']);
export const schemeOf = (vocabulary: string | undefined): string =>
  vocabulary !== undefined && knownSchemes.has(vocabulary) ? vocabulary : 'local';
