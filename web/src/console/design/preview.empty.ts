import type { Answer } from '../../../../server/contract/api/index.js';
import { localize, type Locale } from '../../../../server/contract/localized.js';
import type { FieldGroupView, Run } from '../../../../server/contract/reader.js';
import type { Collection } from './useDesign.js';
import type { Design } from './design.edits.js';

type Preview = Answer<'POST /collections/:collection/preview'>;

/** The design without a record: every place that values would stand in, with the name of what stands there. */
export function emptyPreview(
  { schema, presentation }: Design,
  live: Collection,
  title: string,
  locale: Locale,
): Pick<Preview, 'card' | 'page'> {
  const open = new Map(
    schema.fields.filter((field) => !field.removed && !field.internal).map((field) => [field.id, field]),
  );
  const name = (id: string): string => localize(open.get(id)?.label, locale);
  const names = (ids: readonly string[]): Run[] => ids.filter((id) => open.has(id)).map((id) => ({ text: name(id) }));
  const groups = presentation.page.groups.map((group): FieldGroupView => ({
    key: group.key,
    label: localize(group.label, locale),
    fields: group.fields.flatMap((id) => {
      const field = open.get(id);
      if (!field) return [];
      const { key, type, core } = field;
      return [{ id, key, label: name(id), type, ...(core ? { core } : {}), values: [{ text: '—' }] }];
    }),
  }));
  const subtitle = names(presentation.card.subtitle);
  const [summary] = names(presentation.card.summary ? [presentation.card.summary] : []);
  return {
    card: {
      pid: live.pid,
      title: { parts: [title] },
      subtitle,
      library: { ...live.library, name: localize(live.library.name, locale) },
      collection: { pid: live.pid, slug: live.slug, name: localize(live.name, locale), kind: live.kind },
      image: null,
      media: null,
      pageCount: 0,
      restricted: null,
      ...(summary ? { summary: { parts: [summary.text] } } : {}),
    },
    page: { title: { text: title }, altTitles: [], subtitle, groups, rights: [] },
  };
}
