import { shippedTerms } from '../../../tests/support/values.js';
import { materialKinds } from '../../contract/collection.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { shippedVocabularies, type ShippedTerm } from '../authority/vocabularies/index.js';
import { isSearched } from '../../contract/field.reach.js';
import { ConfigCheck } from './config.check.js';
import { instantiate } from './template.instance.js';
import { withFormerReach } from './templates/former.reach.js';
import { unusedHelp } from './templates/help.js';
import { templateByKey, templates } from './templates/index.js';
import type { Part } from './templates/template.js';

const vocabularies = shippedTerms();

describe.each(templates.map((template) => [template.key, template] as const))('the template %s', (_key, template) => {
  const fields = template.groups.flatMap((group) => group.fields);

  it('makes a configuration that may be put in force', async () => {
    const check = new ConfigCheck(await PluginHost.load());
    const { schema, presentation } = instantiate(template);
    expect(check.schemaProblems(schema)).toEqual([]);
    expect(check.presentationProblems(presentation, schema)).toEqual([]);
    expect(new Set(schema.fields.map((field) => field.id)).size).toBe(fields.length);
  });

  it('is said in Chinese and English throughout', () => {
    const labels = [
      template.name,
      template.description,
      ...template.groups.map((group) => group.label),
      ...fields.map((field) => field.label),
    ];
    for (const label of labels)
      expect([label['zh-CN'], label['en']]).toEqual([
        expect.stringMatching(/\p{Script=Han}/u),
        expect.stringMatching(/^[A-Z\d]/),
      ]);
  });

  it('tells in both languages what to write in each field', () => {
    for (const { key, help } of fields) {
      expect([key, help?.['zh-CN'], help?.['en']]).toEqual([
        key,
        expect.stringMatching(/^\S.{2,40}。$/u),
        expect.stringMatching(/^[A-Z].{4,}\.$/),
      ]);
    }
  });

  it('speaks of vocabularies that are there', () => {
    const named = fields.flatMap((field) => [
      field.vocabulary,
      ...((field.options?.['parts'] ?? []) as unknown as Part[]).map((part) => part.vocabulary),
    ]);
    for (const key of named) if (key !== undefined) expect(vocabularies.has(key)).toBe(true);
  });

  it('is found, narrowed and shown by something', () => {
    expect(materialKinds).toContain(template.kind);
    const { searchFields, facets, sorts, card } = template.presentation;
    expect(searchFields).toContain('title');
    expect(facets.length).toBeGreaterThanOrEqual(4);
    expect(facets.some((facet) => facet.kind === 'years') || template.kind === 'object').toBe(true);
    expect(sorts.length).toBeGreaterThan(0);
    expect(card.subtitle.length).toBeGreaterThan(0);
  });

  it('keeps who catalogued, rights, shelves and measures from the search box, and nothing that the thing itself says', () => {
    const { fields: made } = instantiate(template).schema;
    const asides = new Set(
      made.flatMap((field) => [
        ...(isSearched(field) ? [] : [field.core ?? field.key]),
        ...((field.options['parts'] ?? []) as unknown as Part[])
          .filter((part) => !isSearched(part))
          .map((part) => `${field.key}.${part.key}`),
      ]),
    );
    for (const core of ['recordSource', 'rights', 'extent'] as const)
      expect([core, made.some((field) => field.core === core && !asides.has(core))]).toEqual([core, false]);
    if (made.some(({ key }) => key === 'callNo')) expect([...asides]).toContain('callNo.location');
    for (const said of [
      'title',
      'altTitle',
      'agent',
      'place',
      'date',
      'subject',
      'class',
      'abstract',
      'identifier',
      'callNo',
      'seal',
    ])
      expect([...asides]).not.toContain(said);
    for (const key of template.presentation.searchFields.filter((one) => one !== 'interviewer'))
      expect([...asides]).not.toContain(key);
  });

  it('reads a file of before as it would make one today', () => {
    const { schema } = instantiate(template);
    const former = JSON.parse(JSON.stringify(schema), (name, value: unknown) =>
      name === 'searched' ? undefined : value,
    );
    expect(withFormerReach(former)).toEqual(schema);
  });

  it('can be exported: every public field says what it is to others', () => {
    const silent = fields.filter((field) => !field.internal && Object.keys(field.mapping ?? {}).length === 0);
    expect(silent.map((field) => field.key)).toEqual([]);
  });
});

it('whoever wants no template begins with a title, and can publish that', async () => {
  const check = new ConfigCheck(await PluginHost.load());
  const made = instantiate(templateByKey.get('blank')!);
  expect(made.schema.fields.map((field) => [field.core, field.help?.['zh-CN'] !== undefined])).toEqual([
    ['title', true],
  ]);
  expect(check.schemaProblems(made.schema)).toEqual([]);
  expect(check.presentationProblems(made.presentation, made.schema)).toEqual([]);
});

it('no line of help is for a field that nobody has', () => {
  expect(unusedHelp(templates)).toEqual([]);
});

describe('the vocabularies that ship', () => {
  test.each(shippedVocabularies.map((one) => [one.key, one] as const))('%s', (_key, vocabulary) => {
    const all: ShippedTerm[] = [];
    const walk = (terms: readonly ShippedTerm[]): void => {
      for (const term of terms) {
        all.push(term);
        walk(term.narrower ?? []);
      }
    };
    walk(vocabulary.terms);
    expect(all.length).toBeGreaterThan(1);
    expect(new Set(all.map((term) => term.code)).size).toBe(all.length);
    for (const { code, label, years } of all) {
      expect(code).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u);
      expect(label['zh-CN']).not.toBe('');
      expect(label['en']).toMatch(/\S/);
      if (years) expect(years[0]!).toBeLessThanOrEqual(years[1]!);
    }
  });

  it('keep the order of the trade, and know terms by any of their names', () => {
    const siku = vocabularies.get('siku')!;
    expect(siku.terms.filter((term) => term.parents.length === 0).map((term) => term.label['zh-CN'])).toEqual([
      '经部',
      '史部',
      '子部',
      '集部',
      '类丛部',
    ]);
    expect(siku.named('易類')?.code).toBe('jing-yi');
    expect(siku.named('子部·儒家类')?.code).toBe('zi-ru');
    expect(siku.named('经部·儒家类')).toBeUndefined();
    expect(siku.get('jing-yi')?.parents).toEqual(['jing']);
    const dynasties = vocabularies.get('dynasty')!;
    const years = dynasties.terms.filter((term) => ['tang', 'song', 'ming', 'qing'].includes(term.code));
    expect(years.map((term) => term.fromYear)).toEqual([618, 960, 1368, 1636]);
  });

  it('are found by characters of either script, by pinyin and by its initials', () => {
    const editions = vocabularies.get('edition-type')!;
    const find = (q: string) => editions.find(q, 3).map((term) => term.label['zh-CN']);
    expect(find('刻本')[0]).toBe('刻本');
    expect(find('寫本')[0]).toBe('写本');
    expect(find('huoziben')).toContain('活字本');
    expect(find('hzb')).toContain('活字本');
    expect(find('没有这样的本子')).toEqual([]);
  });
});
