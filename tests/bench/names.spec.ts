import { newPid } from '../../server/contract/pid.js';
import { parseQuery } from '../../server/contract/text/index.js';
import { searchText, sortTextOf } from '../../server/modules/authority/name.forms.js';
import { NameExpansion } from '../../server/modules/search/name.expansion.js';
import { startApp, type TestApp } from '../support/app.js';
import { median, Table } from './measure.js';

const people = 20_000;
const few = 100;
const rounds = 15;
const surnames = [...'趙錢孫李周吳鄭王馮陳褚衛蔣沈韓楊朱秦尤許'];
const letters = [...'仁義禮智信溫良恭儉讓文行忠敬山水雲月松竹'];

/** Five names each, 硯農 beside 沈硯農: most of them shared by several, as in life. */
function names(at: number): { name: string; variants: string[] } {
  const letter = (shift: number) => letters[Math.floor(at / 20 ** shift) % 20]!;
  const name = `${surnames[at % 20]}${letter(1)}${letter(2)}${at >= 8000 ? letters[at % 7] : ''}`;
  return {
    name,
    variants: [
      `${letter(2)}${letter(1)}`,
      `${letter(1)}${letter(3)}居士`,
      `${letter(2)}齋主人${at % 97}`,
      `${name}先生`,
    ],
  };
}

describe('other names', () => {
  let app: TestApp;
  const table = new Table('Looking up other names, as multiples of the same among a hundred people', [
    `${people} people`,
  ]);

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => {
    table.print();
    await app?.stop();
  });

  const put = async (from: number, to: number) => {
    for (let at = from; at < to; at += 1000) {
      const rows = Array.from({ length: Math.min(1000, to - at) }, (_, step) => {
        const { name, variants } = names(at + step);
        const label = { 'zh-CN': name };
        return { pid: newPid(), name: label, variants, sort: sortTextOf(label), search: searchText(label, variants) };
      });
      await app.database.query(
        `INSERT INTO agent (pid, name, variants, sort_text, search_text) SELECT pid, name, variants, sort, search
         FROM jsonb_to_recordset($1) AS row (pid text, name jsonb, variants jsonb, sort text, search text)`,
        [JSON.stringify(rows)],
      );
    }
    await app.asOwner('ANALYZE agent');
  };

  it('looking up', async () => {
    const expansion = app.app.get(NameExpansion);
    const expand = (text: string) =>
      expansion.expand(parseQuery(text), { libraries: [], labels: ['public'], collections: [] }, 'zh-CN');
    const { name, variants } = names(57);
    const questions: [string, string][] = [
      ['a name of one person', variants[2]!],
      ['a name of many', name],
      ['no name at all', '沒有這個人'],
      ['six words', `${name} ${variants[2]} 縣志 文集 碑帖 信札`],
    ];
    await put(0, few);
    const before: number[] = [];
    for (const [, question] of questions) before.push(await median(rounds, () => expand(question)));
    await put(few, people);
    for (const [at, [what, question]] of questions.entries())
      table.add(what, [(await median(rounds, () => expand(question))) / before[at]!]);
    // What is not found would be fast for no good reason.
    expect((await expand(variants[2]!)).query.kind).toBe('or');
    expect((await expand('沒有這個人')).query.kind).toBe('phrase');
  });
});
