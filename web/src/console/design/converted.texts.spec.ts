import { simplifiedOf, textsIn, traditionalOf, withTraditional } from './converted.texts.js';

const document = {
  schema: {
    groups: [{ key: 'one', label: { 'zh-CN': '题名', en: 'Title' } }],
    fields: [
      { id: 'aaaa', label: { zh: '后记', 'zh-Hant': '後記' }, help: { en: 'Only English' }, options: { unit: '页' } },
      { id: 'bbbb', label: { 'zh-CN': '里程' }, options: { parts: [{ key: 'x', label: { 'zh-CN': '干支' } }] } },
    ],
  },
};

test('every text with simplified characters is found, with the way to it', () => {
  const found = textsIn(document);
  expect(found.map(({ path, text }) => [path.join('.'), simplifiedOf(text), traditionalOf(text)])).toEqual([
    ['schema.groups.0.label', '题名', ''],
    ['schema.fields.0.label', '后记', '後記'],
    ['schema.fields.1.label', '里程', ''],
    ['schema.fields.1.options.parts.0.label', '干支', ''],
  ]);
});

test('one is written by hand and taken back, and the rest of the document is the same', () => {
  const path = ['schema', 'fields', '1', 'options', 'parts', '0', 'label'];
  const own = withTraditional(document, path, '干支');
  expect(own.schema.fields[1]!.options.parts![0]!.label).toEqual({ 'zh-CN': '干支', 'zh-TW': '干支' });
  expect(own.schema.groups).toBe(document.schema.groups);
  expect(own.schema.fields[0]).toBe(document.schema.fields[0]);
  expect(withTraditional(own, path, ' ')).toEqual(document);
  // What stood under the other tag does not come back from behind.
  expect(withTraditional(document, ['schema', 'fields', '0', 'label'], '').schema.fields[0]!.label).toEqual({
    zh: '后记',
  });
});
