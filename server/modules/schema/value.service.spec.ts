import { configOf, valueRules } from '../../../tests/support/values.js';
import type { FieldDefinition } from '../../contract/collection.js';
import type { StoredValue, Values } from '../../contract/values.js';
import type { AskedNames } from '../authority/known.names.js';
import type { ValueService } from './value.service.js';

describe('values of a record', () => {
  let rules: ValueService;
  const book = configOf('ancient-book');
  const owner = { libraryId: 1 };
  beforeAll(async () => {
    rules = await valueRules();
  });
  const check = (values: Values, stage: 'draft' | 'publish' = 'draft') => rules.check(book, values, stage, owner);
  const title: StoredValue[] = [{ value: { text: ' 錢塘 縣志 ', lang: 'zh-Hant' } }];

  it('are brought into their stored form', async () => {
    const { values, problems } = await check({
      [book.id('title')]: title,
      [book.id('editionType')]: [{ value: '刻本' }],
    });
    expect(problems).toEqual([]);
    expect(values[book.id('title')]![0]!.value).toEqual({ text: '錢塘 縣志', lang: 'zh-Hant' });
    expect(values[book.id('editionType')]![0]!.value).toMatchObject({ code: 'ke', label: { en: 'Woodblock print' } });
  });

  it('are read in the light of each other: a sign of the sixty by the years of the author', async () => {
    const date = book.id('date');
    const read = async (values: Values) =>
      (await check({ [book.id('title')]: title, ...values })).values[date]![0]!.value;
    expect(await read({ [date]: [{ value: '甲戌' }] })).not.toHaveProperty('edtf');
    const author = [{ value: { name: '紀昀', dates: '1724–1805' } }];
    expect(await read({ [date]: [{ value: '甲戌' }], [book.id('agent')]: author })).toMatchObject({ edtf: '1754' });
  });

  it('lack more for publication than for a draft, and blanks count', async () => {
    const codes = async (values: Values, stage: 'draft' | 'publish') =>
      (await check(values, stage)).problems.map((problem) => problem.code);
    expect(await codes({}, 'draft')).toEqual(['value.required']);
    expect((await codes({ [book.id('title')]: title }, 'publish')).length).toBeGreaterThan(5);
    const required = book.schema.fields.filter((field) => field.required !== 'no');
    const blank = Object.fromEntries(required.map((field) => [field.id, [{ blank: 'unknown' as const }]]));
    expect(await codes({ ...blank, [book.id('title')]: title }, 'publish')).toEqual([]);
  });

  it('are told what is wrong and where', async () => {
    const { problems } = await check({
      nothing42: [{ value: 'x' }],
      [book.id('title')]: [...title, ...title],
      [book.id('binding')]: [{ value: { code: 'stapled' } }],
      [book.id('date')]: [{ value: { raw: 'x', edtf: '1934-13' } }],
      [book.id('seal')]: [{ value: { text: '清白堂', page: { number: 'three' } } }],
      [book.id('agent')]: [{ value: { name: '紀昀', ref: 'fj2g0gstr' } }],
    });
    expect(problems.map(({ path, code }) => [path, code])).toEqual(
      expect.arrayContaining([
        ['nothing42', 'value.unknown-field'],
        [book.id('title'), 'value.single'],
        [`${book.id('binding')}.0`, 'value.unknown-term'],
        [`${book.id('date')}.0.value.edtf`, 'value.invalid'],
        [`${book.id('seal')}.0.value.page.number`, 'value.invalid'],
        [`${book.id('agent')}.0`, 'value.unknown-ref'],
      ]),
    );
    expect(problems).toHaveLength(6);
  });

  it('of many records are looked up in one question, each with what is wrong with it', async () => {
    const asked: AskedNames[] = [];
    const many = await valueRules(asked);
    const record = (code: string, libraryId: number) => ({
      config: book,
      libraryId,
      values: { [book.id('title')]: title, [book.id('editionType')]: [{ value: { code } }] },
    });
    const checked = await many.checkAll([record('ke', 1), record('stapled', 2), record('ke', 2)], 'draft');
    expect(checked.map(({ problems }) => problems.map(({ code }) => code))).toEqual([[], ['value.unknown-term'], []]);
    const resolved = await many.resolveAll([record('ke', 1), record('ke', 2)]);
    expect(resolved[1]![book.id('editionType')]![0]!.value).toMatchObject({ label: { en: 'Woodblock print' } });
    expect(asked.map(({ libraries }) => [...new Set(libraries)])).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it('of a field that was taken out of use stay as they are', async () => {
    const config = configOf('letter');
    const gone = config.schema.fields.find((field) => field.key === 'incipit')!;
    gone.removed = true;
    const kept = { [gone.id]: [{ value: { any: 'shape' } }] };
    const { values } = await rules.check(config, kept, 'draft', owner);
    expect(values[gone.id]).toEqual(kept[gone.id]);
    expect(rules.forms.project(config, values)).toEqual([]);
  });

  it('hold values of other types in their parts', async () => {
    const seal = book.schema.fields.find((field) => field.key === 'seal')!;
    const { values, problems } = await check({
      [book.id('title')]: title,
      [seal.id]: [{ value: { text: '清白堂', owner: '（清）沈硯農', page: 4, box: [1, 2, 3, 4] } }],
    });
    expect(problems).toEqual([]);
    const stored = values[seal.id]![0]!;
    expect(stored.value).toMatchObject({ owner: { name: '沈硯農', dynasty: '清' }, box: [1, 2, 3, 4] });
    expect(rules.forms.displayOf(book, seal, stored, 'zh-CN')).toBe('清白堂，〔清〕沈硯農，所在页 4');
    expect(rules.forms.runsOf(book, seal, stored).map((run) => run.text)).toEqual(['清白堂', '沈硯農', '4']);
    const rights = book.schema.fields.find((field) => field.key === 'rights')!;
    const resolved = await rules.resolve(book, { [rights.id]: [{ value: { status: '公版' } }] }, owner);
    expect(rules.forms.displayOf(book, rights, resolved[rights.id]![0]!, 'en')).toBe('Public domain');
  });

  it('are searched by what they say, not by what is printed around it, and some of it only by the name of the field', () => {
    const said = (config: typeof book, key: string, value: StoredValue['value']) =>
      rules.forms
        .runsOf(
          config,
          config.schema.fields.find((field) => field.key === key)!,
          { value: value! },
        )
        .map(({ text, beside }) => (beside ? `(${text})` : text));
    expect(said(book, 'callNo', { location: '照片檔案櫃', number: '影 0001' })).toEqual(['(照片檔案櫃)', '影 0001']);
    expect(said(book, 'juan', { text: '二卷', total: { number: 2, unit: '卷' } })).toEqual(['二卷', '(2)']);
    const size = { height: 10.2, width: 15.2, unit: 'cm', what: '照片' };
    expect(said(configOf('photograph'), 'sizeImage', size)).toEqual(['(照片)', '10.2 × 15.2']);
    expect(said(configOf('audio-visual'), 'duration', { number: 52.25, unit: 's' })).toEqual(['52.25']);
  });

  it('stand in lists by what they are', async () => {
    const { values } = await check({
      [book.id('title')]: title,
      [book.id('identifier')]: [{ value: ' ZJ-0001 ' }],
      [book.id('date')]: [{ value: '光緒十四年' }, { blank: 'undated' }],
      [book.id('siku')]: [{ value: '子部·道家类' }],
    });
    expect(rules.forms.titleOf(book, values)).toBe('錢塘 縣志');
    expect(rules.forms.identifierOf(book, values)).toBe('ZJ-0001');
    const rows = rules.forms.project(book, values);
    const of = (key: string) => rows.filter((row) => row.fieldId === book.id(key));
    expect(of('date')).toMatchObject([
      { ord: 0, fromDay: 2410680, toDay: 2411033 },
      { ord: 1, sortText: null, fromDay: null },
    ]);
    expect(of('siku')[0]!.ref).toBe('siku/zi-dao');
    const siku = book.schema.fields.find((field) => field.key === 'siku')!;
    const facets = rules.forms.indexOf(siku, values[siku.id]![0]!).facets!;
    expect(facets.map((facet) => [facet.key, facet.label, facet.parents])).toEqual([
      ['zi-dao', '道家类', ['zi']],
      ['zi', '子部', []],
    ]);
  });

  it('are read in words of the thing itself too, and say that they are not known', () => {
    const date = book.schema.fields.find((field) => field.key === 'date')!;
    const stored: StoredValue = { blank: 'undated', asWritten: '□□三年' };
    expect(rules.forms.runsOf(book, date, stored)).toEqual([{ text: '□□三年' }]);
    expect(rules.forms.displayOf(book, date, stored, 'en')).toBe('undated');
    expect(rules.forms.indexOf(date, stored)).toEqual({});
  });

  describe('carried into a field of another type', () => {
    const field = (key: string) => book.schema.fields.find((one) => one.key === key)!;
    const carry = async (from: FieldDefinition, to: FieldDefinition, ...stored: StoredValue[]) => {
      const [found] = await rules.carry(book, from, { ...to, repeatable: true }, [stored], owner);
      return found!;
    };
    const words = { ...field('title'), id: 'words00001', core: undefined } as FieldDefinition;

    it('mean what they mean there, and keep their words where those were others', async () => {
      const siku = await carry(words, field('siku'), { value: { text: '子部/道家類' } }, { value: { text: '道家类' } });
      expect(siku.values).toMatchObject([
        { value: { code: 'zi-dao' }, asWritten: '子部/道家類' },
        { value: { code: 'zi-dao' } },
      ]);
      expect(siku.values[1]).not.toHaveProperty('asWritten');
      const agent = await carry(words, field('agent'), { value: { text: '（清）紀昀 撰' }, source: '四庫提要' });
      expect(agent.values).toEqual([{ value: { name: '紀昀', dynasty: '清', role: '撰' }, source: '四庫提要' }]);
    });

    it('keep what was written before, all of what is long, and their honest blanks', async () => {
      const long = '一'.repeat(900);
      const notes = { ...words, id: 'notes00001', type: 'long-text' };
      const whole = await carry(notes, words, { value: { text: `${long}\n\n二` } }, { blank: 'illegible' });
      expect(whole.values).toEqual([{ value: { text: `${long} 二` } }, { blank: 'illegible' }]);
      const kept = await carry(words, field('siku'), { value: { text: '子部/道家類' }, asWritten: '卷端作子部' });
      expect(kept.values).toMatchObject([{ asWritten: '卷端作子部' }]);
      const rich = { ...words, id: 'rich000001', type: 'rich-text' };
      const doc = { value: { html: `<p>${long}</p><p>二</p>` } };
      const { values } = await rules.check(
        { ...book, schema: { ...book.schema, fields: [rich] } },
        { [rich.id]: [doc] },
        'draft',
        owner,
      );
      expect((await carry(rich, notes, values[rich.id]![0]!)).values).toEqual([{ value: { text: `${long}\n\n二` } }]);
    });

    it('stay where they are, and are counted, when they mean nothing there', async () => {
      const { values, left } = await carry(
        words,
        field('siku'),
        { value: { text: '無此類' } },
        { value: { text: '子部' } },
      );
      expect([values.length, left]).toEqual([1, 1]);
      const people = await carry(words, field('agent'), { value: { text: '王士禛、朱彝尊 撰' } });
      expect(people).toEqual({ values: [], left: 1 });
    });
  });
});
