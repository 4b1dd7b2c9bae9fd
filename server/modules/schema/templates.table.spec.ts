import {
  coreMarc21,
  coreTable,
  type ExpectedField,
  furtherTemplates,
  inMarc21,
  oftener,
  ownTables,
} from '../../../tests/support/template.table.js';
import { templateByKey, templates } from './templates/index.js';
import type { TemplateField } from './templates/template.js';

const fieldsOf = (key: string): Map<string, TemplateField> =>
  new Map(templateByKey.get(key)!.groups.flatMap((group) => group.fields.map((field) => [field.key, field])));

const asExpected = (field: TemplateField, tag: string | undefined): ExpectedField => ({
  key: field.key,
  required: field.required !== 'no',
  repeatable: field.repeatable === true,
  internal: field.internal === true,
  type: field.type,
  vocabulary: field.vocabulary ?? null,
  tag: tag ?? null,
  dc: field.mapping?.dc ?? '',
  mods: field.mapping?.mods ?? '',
});

const profiled = Object.entries(ownTables);

describe('the templates against the profiles of the trade', () => {
  it('are all there, the further ones too', () => {
    expect(templates.map(({ key }) => key).sort()).toEqual([...Object.keys(ownTables), ...furtherTemplates].sort());
  });

  describe.each(profiled)('%s', (key, own) => {
    const fields = fieldsOf(key);

    test.each(own.map((expected) => [expected.key, expected] as const))('has its own %s', (name, expected) => {
      const field = fields.get(name);
      const marc = inMarc21.has(key) ? field?.mapping?.marc21 : field?.mapping?.cnmarc;
      // Where the profile names no tag, any will do, but there must be one: nothing is lost on export.
      if (expected.tag === null) expect(marc).toMatch(/^\d{3}/);
      expect(field && asExpected(field, expected.tag === null ? undefined : marc)).toEqual(expected);
    });

    it('has the whole core', () => {
      const ownKeys = new Set(own.map((one) => one.key));
      for (const expected of coreTable) {
        const field = fields.get(expected.key);
        if (ownKeys.has(expected.key)) continue;
        expect(field && asExpected(field, field.mapping?.cnmarc)).toEqual(expected);
        expect(field?.mapping?.marc21).toBe(coreMarc21[expected.key]);
      }
    });
  });

  it('give oftener only what is named, and only where it is true', () => {
    for (const name of Object.keys(oftener)) {
      const [template = '', key = ''] = name.split('.');
      expect(fieldsOf(template).get(key)?.repeatable).toBe(true);
      expect(ownTables[template]!.find((one) => one.key === key)?.repeatable).toBe(true);
    }
  });
});
