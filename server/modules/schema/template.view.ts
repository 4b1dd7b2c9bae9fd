import type { Answer } from '../../contract/api/index.js';
import type { Template } from './templates/template.js';

/** What somebody choosing a template wants to know of it. */
export function templateView(template: Template): Answer<'GET /templates'>['rows'][number] {
  const { key, kind, name, description } = template;
  const fields = template.groups.flatMap((group) =>
    group.fields.map((field) => ({
      key: field.key,
      label: field.label,
      type: field.type,
      required: field.required ?? 'no',
      repeatable: field.repeatable ?? false,
      internal: field.internal ?? false,
      core: field.core ?? null,
      group: group.label,
    })),
  );
  return { key, kind, name, description, offered: null, fields };
}
