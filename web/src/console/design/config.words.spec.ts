import { readFileSync } from 'node:fs';
import { createSSRApp } from 'vue';
import { createI18n } from 'vue-i18n';
import { renderToString } from 'vue/server-renderer';
import { coreKeys, roleGroups } from '../../../../server/contract/field.roles.js';
import type { Messages } from '../../locales/index.js';
import { type ConfigDocument, type ConfigFault, useConfigWords } from './config.words.js';

const document: ConfigDocument = {
  schema: {
    fields: [
      { id: 'custody001', key: 'custody', label: { 'zh-CN': '遞藏', en: 'Custody' } },
      { id: 'loss000001', key: 'loss' },
    ],
    groups: [
      { key: 'a', label: { 'zh-CN': '原石', en: 'The stone' } },
      { key: 'group2', label: {} },
    ],
  },
  presentation: { page: { groups: [{ key: 'group2', label: {} }] } },
  vocabularies: [{ key: 'stele-tops', name: { 'zh-CN': '碑首', en: 'Tops' } }],
};

type Nested = Record<string, Record<string, Record<string, Record<string, string>>>>;

const read = (file: string): Messages =>
  JSON.parse(readFileSync(new URL(`../../locales/${file}`, import.meta.url), 'utf8')) as Messages;

async function told(locale: 'zh-CN' | 'en', faults: ConfigFault[]): Promise<string[]> {
  const messages = Object.assign({}, ...['common', 'forms', 'console'].map((part) => read(`${locale}/${part}.json`)));
  let said: string[] = [];
  const app = createSSRApp({
    setup() {
      const { sentence } = useConfigWords();
      said = faults.map((fault) => sentence(fault, document));
      return () => null;
    },
  });
  await renderToString(app.use(createI18n({ legacy: false, locale, messages: { [locale]: messages } })));
  return said;
}

it('names the field and says what to do, whether the path has its number or its id', async () => {
  const faults: ConfigFault[] = [
    { path: 'file.schema.fields.1.label', code: 'shape.missing' },
    { path: 'fields.custody001.vocabulary', code: 'field.unknown-vocabulary', params: { vocabulary: 'seal-forms' } },
    { path: 'file.schema.fields.0.required', code: 'shape.choice', params: { values: ['no', 'draft', 'publish'] } },
    {
      path: 'fields.custody001.options.parts.1.key',
      code: 'field.bad-option',
      params: { fault: 'format' },
    },
    { path: 'file.vocabularies.stele-tops.six', code: 'term.no-parent', params: { code: 'six', parent: 'chi' } },
    { path: 'groups.group2.label', code: 'field.no-label' },
    { path: 'page.groups.group2.label', code: 'field.no-label' },
    { path: 'facets', code: 'field.internal', params: { field: 'custody001' } },
    { path: 'file', code: 'shape.unknown-key', params: { keys: ['extra'] } },
    {
      path: 'fields.custody001.core',
      code: 'field.core-unfit',
      params: { value: 'rubbed', type: 'text', need: 'days' },
    },
  ];
  expect(await told('zh-CN', faults)).toEqual([
    '字段“loss”的名称：没有填，请补上。',
    '“遞藏”用的词表 seal-forms 这里没有，请另选或新建。',
    '字段“遞藏”的必填：只能是其中之一：no、draft、publish。',
    '字段“遞藏”的组成部分 · 第 2 部分 · 代号：写法不对。代号和编号只用字母、数字，以字母开头。',
    '词表“碑首”里，“six”的上级词 chi 没有写在它前面。请补上，或去掉上级。',
    '第 2 个分组还没有名称，请写上中文名或英文名。',
    '详情页的第 1 个分组还没有名称，请写上中文名或英文名。',
    '“遞藏”仅馆员可见，不能放在分面，请移出。',
    '整个文件：有不认识的内容（extra），请删去，或先升级平台。',
    '“遞藏”是“文本”类型的字段，不能作为“拓制时间”：这个含义要用日期字段，或含有日期的复合字段。请另选含义，或换类型。',
  ]);
  expect(await told('en', faults.slice(0, 2))).toEqual([
    'Field “loss”, name: it is missing. Add it.',
    '“Custody” uses the vocabulary seal-forms, which is not here: choose another or make it.',
  ]);
});

it('names every role of fields and says what it is good for, in both languages', () => {
  for (const locale of ['zh-CN', 'en']) {
    const { design } = (read(`${locale}/console.json`) as Nested)['console']!;
    const { cores, coreHints, coreGroups } = design!;
    expect(Object.keys(cores!)).toEqual(coreKeys);
    expect(Object.keys(coreHints!)).toEqual(['none', ...coreKeys]);
    expect(Object.keys(coreGroups!)).toEqual([...roleGroups]);
    for (const hint of Object.values(coreHints!)) expect(hint).toMatch(/[。.]$/);
  }
});

it('has a sentence for everything that the server finds, in both languages', async () => {
  const sources = ['config.check', 'config.files', 'vocabulary.check', 'schema.service', 'shape.faults'].map((name) =>
    readFileSync(new URL(`../../../../server/modules/schema/${name}.ts`, import.meta.url), 'utf8'),
  );
  const codes = new Set(
    sources.flatMap((source) => [...source.matchAll(/'((?:field|file|term)\.[a-z-]+)'/g)].map(([, code]) => code!)),
  );
  // A place, not a code.
  codes.delete('file.version');
  for (const what of ['id', 'key', 'core', 'group']) codes.add(`field.${what}-twice`);
  const faults = [...sources.at(-1)!.matchAll(/fault: '([a-z-]+)'/g)].map(([, fault]) => fault!);
  expect(codes.size).toBeGreaterThan(15);
  expect(new Set(faults).size).toBeGreaterThan(7);
  const all: ConfigFault[] = [
    ...[...codes].map((code) => ({ path: 'fields.custody001', code, params: { fault: 'missing' } })),
    ...faults.flatMap((fault) =>
      ['string', 'array', 'number'].map((of) => ({
        path: 'file.schema.fields.0.options.limit',
        code: `shape.${fault}`,
        params: { of, limit: 3, expected: 'text' },
      })),
    ),
  ];
  for (const locale of ['zh-CN', 'en'] as const) {
    const said = await told(locale, all);
    expect(said.filter((text) => /console\.|\{|undefined|NaN/.test(text))).toEqual([]);
    const vague = said.filter((text) => /^“.*”不合要求|is not right: look/.test(text));
    expect(vague).toEqual([]);
  }
});
