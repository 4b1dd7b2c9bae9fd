import type { TestApp } from '../support/app.js';
import { authorityDesk } from '../support/authority.desk.js';
import { formOf } from '../support/bytes.js';
import { comesTrue } from '../support/eventually.js';
import { good } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';
import type { Place } from '../support/world.js';
import { median, Table, timed } from './measure.js';

/** As many classes as a whole library classification has, in a notation like its own: K, K8, K87, K877, K877.4. */
const whole = Number(process.env['BENCH_TERMS'] ?? 45_000);
const few = 1_000;
const rounds = 9;
const letters = [...'ABCDEFGHIJKNOPQRSTUVXZ'];

function classes(count: number): string[] {
  const rows = ['code,parent,zh-CN,en'];
  const level = letters.map((letter) => ({ code: letter, parent: '' }));
  for (let at = 0; rows.length <= count; at++) {
    const { code, parent } = level[at]!;
    rows.push(`${code},${parent},第${code}类,Class ${code}`);
    for (let digit = 0; digit < 10 && level.length < count; digit++) {
      level.push({ code: code.length === 4 ? `${code}.${digit}` : `${code}${digit}`, parent: code });
    }
  }
  return rows;
}

interface Brought {
  pid: string;
  state: string;
  counts: Record<'add' | 'bad' | 'written', number>;
  job: { pid: string; done: number } | null;
}

describe('vocabularies as large as a classification', () => {
  let app: TestApp;
  let cataloger: Visitor;
  let own: Place;
  const table = new Table(`${whole} terms, as multiples of the same with ${few}`, [`${whole} terms`]);

  beforeAll(async () => {
    ({ app, cataloger, own } = await authorityDesk());
    await app.work();
  });
  afterAll(async () => {
    table.print();
    await app?.stop();
  });

  const state = async (pid: string): Promise<Brought> => good(await cataloger.get(`/authorities/imports/${pid}`));
  const reaches = async (pid: string, wanted: string): Promise<Brought> => {
    await comesTrue(
      async () => {
        const now = await state(pid);
        if (now.state === 'failed' || now.state === 'refused') throw new Error(JSON.stringify(now));
        return now.state === wanted;
      },
      { withinMs: 900_000 },
    );
    return state(pid);
  };

  async function imported(key: string, count: number, stopOnce: boolean) {
    const { pid } = good(await cataloger.post('/vocabularies', { library: own.pid, key, name: { 'zh-CN': key } }));
    const bytes = Buffer.from(classes(count).join('\n'));
    let brought: Brought | undefined;
    const reading = await timed(async () => {
      const form = formOf([{ name: 'classes.csv', bytes }]);
      const answer = await cataloger.send('POST', `/authorities/imports?kind=term&vocabulary=${pid}`, form);
      brought = await reaches((good(answer) as Brought).pid, 'read');
    });
    expect(brought!.counts).toMatchObject({ add: count, bad: 0 });
    const writing = await timed(async () => {
      const at = `/authorities/imports/${brought!.pid}`;
      good(await cataloger.post(`${at}/apply`, {}));
      if (stopOnce) {
        await comesTrue(async () => ((await state(brought!.pid)).job?.done ?? 0) > 0, { withinMs: 300_000 });
        good(await cataloger.post(`${at}/stop`));
        await reaches(brought!.pid, 'stopped');
        good(await cataloger.post(`${at}/apply`, {}));
      }
      brought = await reaches(brought!.pid, 'applied');
    });
    const { n } = (await app.database.one<{ n: number }>(
      `SELECT count(*)::int AS n FROM term t JOIN vocabulary v ON v.id = t.vocabulary_id WHERE v.pid = $1`,
      [pid],
    ))!;
    expect(n).toBe(count);
    const branch = await median(rounds, async () => {
      expect(good(await cataloger.get(`/vocabularies/${pid}/branch?parent=A1`)).rows).toHaveLength(10);
    });
    const suggestion = await median(rounds, async () => {
      const asked = new URLSearchParams({ kind: 'term', vocabulary: key, library: own.pid, q: '第A11' });
      expect(good(await cataloger.get(`/authorities/suggestions?${asked}`)).rows.length).toBeGreaterThan(0);
    });
    return { reading, writing, branch, suggestion };
  }

  it('is read, written with a stop in the middle, opened by branches and suggested from', async () => {
    const small = await imported('small', few, false);
    const large = await imported('large', whole, true);
    const more = whole / few;
    table.add('reading the table, a term', [large.reading / more / small.reading]);
    table.add('writing it, a term', [large.writing / more / small.writing]);
    table.add('opening a branch', [large.branch / small.branch]);
    table.add('suggesting', [large.suggestion / small.suggestion]);
  }, 1_800_000);
});
