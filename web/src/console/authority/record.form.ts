import { type VariantKind, variantKinds } from '../../../../server/contract/api/authority.routes.js';
import { localize } from '../../../../server/contract/localized.js';
import type { Answer } from '../../../../server/contract/api/index.js';

export { variantKinds };
export type NameKind = 'agent' | 'place';
export type AgentView = Answer<'GET /agents/:agent'>;
export type PlaceView = Answer<'GET /places/:place'>;

/** A record as it stands in the form: every box has its text, so that nothing typed is lost to being no number yet. */
export interface RecordForm {
  name: Record<string, string>;
  variants: { text: string; kind: VariantKind | '' }[];
  external: { key: string; value: string }[];
  kind: AgentView['kind'];
  dynasty: string;
  birthYear: string;
  deathYear: string;
  note: Record<string, string>;
  modernName: Record<string, string>;
  parent: { pid: string; name: string } | null;
  latitude: string;
  longitude: string;
}

const shown = (value: number | null | undefined) => (value == null ? '' : String(value));
const number = (text: string | number): number | null => (String(text).trim() === '' ? null : Number(text));

export function recordForm(view?: Partial<AgentView & PlaceView>): RecordForm {
  return {
    name: { ...view?.name },
    variants: (view?.variants ?? []).map((text) => ({ text, kind: view?.variantKinds?.[text] ?? '' })),
    external: Object.entries(view?.external ?? {}).map(([key, value]) => ({ key, value })),
    kind: view?.kind ?? 'person',
    dynasty: view?.dynasty ?? '',
    birthYear: shown(view?.birthYear),
    deathYear: shown(view?.deathYear),
    note: { ...view?.note },
    modernName: { ...view?.modernName },
    parent: view?.parent ? { pid: view.parent.pid, name: localize(view.parent.name, 'zh-CN') } : null,
    latitude: shown(view?.latitude),
    longitude: shown(view?.longitude),
  };
}

/** Rows left empty are no names; a name typed twice is one. */
function shared(form: RecordForm) {
  const variants = form.variants
    .map(({ text, kind }) => ({ text: text.trim(), kind }))
    .filter(({ text }) => text !== '');
  return {
    name: form.name,
    variants: [...new Set(variants.map(({ text }) => text))],
    variantKinds: Object.fromEntries(variants.flatMap(({ text, kind }) => (kind === '' ? [] : [[text, kind]]))),
    external: Object.fromEntries(
      form.external.flatMap(({ key, value }) => (key.trim() && value.trim() ? [[key.trim(), value.trim()]] : [])),
    ),
  };
}

export const agentBody = (form: RecordForm) => ({
  ...shared(form),
  kind: form.kind,
  dynasty: form.dynasty.trim() || null,
  birthYear: number(form.birthYear),
  deathYear: number(form.deathYear),
  note: form.note,
});

export const placeBody = (form: RecordForm) => ({
  ...shared(form),
  modernName: form.modernName,
  parent: form.parent?.pid ?? null,
  latitude: number(form.latitude),
  longitude: number(form.longitude),
});
