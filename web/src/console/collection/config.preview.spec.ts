import { fieldsOfFile } from './config.preview.js';

it('lists what a file would bring, by group, without what is out of use', () => {
  const file = {
    schema: {
      groups: [
        { key: 'one', label: { 'zh-CN': '题名' }, fields: ['aaaa'] },
        { key: 'two', label: { 'zh-CN': '钤印' }, fields: ['cccc', 'bbbb'] },
      ],
      fields: [
        { id: 'bbbb', key: 'seal', label: { 'zh-CN': '钤印' }, type: 'compound', repeatable: true },
        { id: 'aaaa', key: 'title', label: { 'zh-CN': '正题名' }, type: 'text', required: 'draft' },
        { id: 'cccc', key: 'old', label: { 'zh-CN': '旧' }, type: 'text', removed: true },
      ],
    },
    vocabularies: [{ key: 'seal-forms' }],
  };
  const { fields, vocabularies } = fieldsOfFile(file);
  expect(fields.map((field) => [field.key, field.group['zh-CN'], field.required, field.repeatable])).toEqual([
    ['title', '题名', 'draft', false],
    ['seal', '钤印', 'no', true],
  ]);
  expect(vocabularies).toBe(1);
});

it('takes anything for a file', () => {
  for (const one of [null, 7, [], {}, { schema: 'x' }, { schema: { fields: [null, 'a', { type: 3 }], groups: {} } }])
    expect(fieldsOfFile(one)).toEqual({ fields: [], vocabularies: 0 });
});
