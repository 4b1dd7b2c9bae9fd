import { writeSkos } from './term.skos.js';
import { readTable, type TermRow, writeTable } from './term.table.js';

const term = (code: string, over: Partial<TermRow> = {}): TermRow => ({
  code,
  parent: null,
  label: { 'zh-CN': code },
  variants: [],
  fromYear: null,
  toYear: null,
  ...over,
});
const problemsOf = (text: string, known: [string, string | null][] = []) =>
  readTable(text, new Map(known)).problems.map(({ row, code }) => `${row} ${code}`);

describe('terms as a table', () => {
  it('go there and back, signs and all', () => {
    const terms = [
      term('经', {
        label: { 'zh-CN': '经部, "甲"', en: 'Classics\nfirst' },
        variants: ['甲部', '經部'],
        fromYear: -221,
      }),
      term('易', { parent: '经', toYear: 1911 }),
      term('x', { label: { 'zh-CN': '=HYPERLINK("x")' } }),
    ];
    const text = writeTable(terms);
    expect(text).toContain(`'=HYPERLINK`);
    expect(readTable(text, new Map())).toMatchObject({ rows: terms, problems: [] });
  });

  it('says of each row what is wrong', () => {
    expect(problemsOf('code,parent,zh-CN,from\na,,甲,\na,,乙,\n,,丙,\nb c,,丁,\nd,nobody,戊,x\ne,,,\n')).toEqual([
      '3 twice',
      '4 no-code',
      '5 bad-code',
      '6 bad-year',
      '6 no-parent',
      '7 no-name',
    ]);
    expect(problemsOf('code,parent,zh-CN\na,b,甲\nb,a,乙\n')).toEqual(['2 ring', '3 ring']);
    expect(problemsOf('code,parent,zh-CN\na,old,甲\n', [['old', 'a']])).toEqual(['2 ring']);
    expect(problemsOf('code,parent,zh-CN\na,old,甲\n', [['old', null]])).toEqual([]);
    expect(problemsOf('code,colour,zh-CN\n')).toEqual(['1 columns']);
    expect(problemsOf('')).toEqual(['1 columns']);
    expect(problemsOf('code,zh-CN\na,"甲\n')).toEqual(['1 quote']);
    expect(problemsOf('code,zh-CN\na,甲,乙\n')).toEqual(['2 columns']);
  });

  it('counts rows as they stand in the file, empty ones and every kind of line end included', () => {
    const { problems, rows } = readTable('\uFEFFcode,zh-CN\r\n\r\na,甲\n\nold,舊\r', new Map(), new Set(['old']));
    expect(problems).toEqual([{ row: 5, code: 'merged', value: 'old' }]);
    expect(rows.map(({ code }) => code)).toEqual(['a', 'old']);
    expect(problemsOf('code,zh-CN\na,甲"乙"\n,丙\n')).toEqual(['3 no-code']);
  });

  it('is SKOS in Turtle, with nothing in a name able to leave its quotation', () => {
    const text = writeSkos('https://a.example/v', { key: 'siku', name: { 'zh-CN': '四部' } }, [
      term('经', { label: { 'zh-CN': '经" . <x> <y> "\\\n', 'en>': 'x' } }),
      term('易', { parent: '经', variants: ['易经'] }),
    ]);
    expect(text).toContain(String.raw`skos:prefLabel "经\" . <x> <y> \"\\\n"@zh-CN`);
    expect(text).toContain('skos:prefLabel "x" ;');
    expect(text).toContain(`skos:broader <https://a.example/v#${encodeURIComponent('经')}>`);
    expect(text).toContain('skos:altLabel "易经"');
  });
});
