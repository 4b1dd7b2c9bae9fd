import pg from 'pg';
import type { CollectionConfig, CollectionSchema } from '../../../server/contract/collection.js';
import { newPid } from '../../../server/contract/pid.js';
import { fold } from '../../../server/contract/text/index.js';
import type { Json, Values } from '../../../server/contract/values.js';
import { wordVector } from '../../../server/modules/catalog/list.words.js';
import type { ProjectedValue, ValueService } from '../../../server/modules/schema/value.service.js';
import { type Cell, copyRows } from '../../../server/platform/database/copy.rows.js';
import { valueRules } from '../../support/values.js';
import { among, from, Lexicon, numbers, type Pick, seed, whole, Zipf } from '../reading/words.js';

export interface Listed {
  collectionId: number;
  libraryId: number;
  schema: CollectionSchema;
}

const batch = 2000;
/** Each record stands in the list so many times under numbers of its own, as copies do: making words takes longest. */
const copies = 4;
const states = ['draft', 'submitted', 'published', 'withdrawn'] as const;
const publishers = ['商務印書館', '中華書局', '開明書店', '世界書局', '大東書局', '生活書店', '亞東圖書館', '正中書局'];

/** Julian day number of the first of January. */
const firstDay = (year: number): number => Math.round(Date.UTC(year, 0, 1) / 86_400_000 + 2_440_587.5 + 0.5);

class Records {
  private readonly lexicon = new Lexicon();
  private readonly houses: string[];
  private readonly people: string[];
  private readonly common = new Zipf(2000, 0.9);
  private readonly known = new Zipf(9000, 0.7);

  constructor() {
    const pick = numbers(seed + 3);
    const name = (least: number, most: number) =>
      Array.from({ length: from(pick, least, most) }, () => among(pick, this.lexicon.characters)).join('');
    this.houses = [...publishers, ...Array.from({ length: 2000 }, () => `${name(2, 3)}書局`)];
    this.people = Array.from({ length: 9000 }, () => name(2, 3));
  }

  /** The same each time. Numbers of volumes in the titles, so that natural order has something to do. */
  values(at: number, id: (key: string) => string): { title: string; values: Values } {
    const pick = numbers(seed + at * 31);
    const year = from(pick, 1900, 1949);
    const title = `${this.lexicon.phrase(pick, from(pick, 2, 4))}第${from(pick, 1, 30)}卷`;
    const text = (words: string): Values[string] => [{ value: { text: words, lang: 'zh-Hant' } }];
    const person = (): Json => ({ name: this.people[this.known.of(pick)]!, role: '著' });
    const said: Values = {
      [id('title')]: text(title),
      [id('identifier')]: [{ value: `MG-${at}` }],
      [id('agent')]: Array.from({ length: from(pick, 1, 3) }, () => ({ value: person() })),
      [id('publisher')]: [{ value: { name: this.houses[this.common.of(pick)]! } }],
      [id('place')]: [{ value: { name: among(pick, ['上海', '北平', '南京', '杭州', '重慶', '長沙']) } }],
      [id('date')]: [
        { value: { raw: `民國${year - 1911}年`, edtf: String(year), days: [firstDay(year), firstDay(year + 1) - 1] } },
      ],
      [id('price')]: text(`國幣${from(pick, 1, 90)}角`),
      [id('abstract')]: text(this.lexicon.text(pick, from(pick, 60, 120))),
    };
    // One in fifty says nothing of its price.
    if (whole(pick, 50) === 0) delete said[id('price')];
    return { title, values: said };
  }
}

const projected: [keyof ProjectedValue, string][] = [
  ['fieldId', 'field_id'],
  ['ord', 'ord'],
  ['said', 'said'],
  ['saidEn', 'said_en'],
  ['folded', 'folded'],
  ['foldedEn', 'folded_en'],
  ['words', 'words'],
  ['sortText', 'sort_text'],
  ['stroke', 'stroke'],
  ['natural', '"natural"'],
  ['number', 'number'],
  ['fromDay', 'from_day'],
  ['toDay', 'to_day'],
  ['ref', 'ref'],
  ['refs', 'refs'],
];

/** Indexes that forbid nothing are made once, at the end. */
async function withoutIndexes(db: pg.Client): Promise<string[]> {
  const { rows } = await db.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
       FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
      WHERE t.relname IN ('item', 'item_value', 'item_words') AND NOT i.indisunique`,
  );
  for (const { name } of rows) await db.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}

/** What repeats is worked out once: it is how values stand in lists that is measured, not how they come there. */
function projecting(rules: ValueService, config: CollectionConfig): (values: Values) => ProjectedValue[] {
  const kept = new Map<string, ProjectedValue>();
  return (values) =>
    Object.entries(values).flatMap(([id, all]) =>
      all.map((stored, ord) => {
        const key = JSON.stringify([id, stored]);
        let row = kept.get(key);
        if (!row) {
          [row] = rules.forms.project(config, { [id]: [stored] }) as [ProjectedValue];
          if (kept.size < 50_000) kept.set(key, row);
        }
        return { ...row, ord };
      }),
    );
}

const known = new Set<string>();

/** Of 200,000 two would be the same now and then. */
function freshPid(): string {
  let pid = newPid();
  while (known.has(pid)) pid = newPid();
  known.add(pid);
  return pid;
}

async function copyAll(
  db: pg.Client,
  { first, own, copy }: { first: number; own: number; copy: number },
): Promise<void> {
  const step = own * copy;
  const range = `BETWEEN ${first + 1} AND ${first + own}`;
  const cells = projected.map(([, column]) => column).join(', ');
  const pids = Array.from({ length: own }, () => freshPid());
  await db.query(
    `INSERT INTO item (id, pid, library_id, collection_id, identifier, title, title_folded, state, head_revision) OVERRIDING SYSTEM VALUE
     SELECT id + ${step}, ($1::text[])[id - ${first}], library_id, collection_id, identifier || '-${copy}', title, title_folded, state, 1
       FROM item WHERE id ${range}`,
    [pids],
  );
  await db.query(
    `INSERT INTO item_revision (library_id, item_id, number, schema_version, "values", title)
     SELECT library_id, item_id + ${step}, number, schema_version, "values", title FROM item_revision WHERE item_id ${range}`,
  );
  await db.query(
    `INSERT INTO item_value (collection_id, item_id, library_id, ${cells})
     SELECT collection_id, item_id + ${step}, library_id, ${cells} FROM item_value WHERE item_id ${range}`,
  );
  await db.query(
    `INSERT INTO item_words (item_id, library_id, vector)
     SELECT item_id + ${step}, library_id, vector FROM item_words WHERE item_id ${range}`,
  );
}

/** So many items of one collection, by COPY into the tables that the catalogue writes. */
export async function fillList(
  databaseUrl: string,
  { collectionId, libraryId, schema }: Listed,
  items: number,
  say: (line: string) => void,
): Promise<void> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  try {
    const rules = await valueRules();
    const config = { schema, schemaVersion: 1 } as CollectionConfig;
    const project = projecting(rules, config);
    const records = new Records();
    const id = (key: string) => schema.fields.find((field) => field.key === key)!.id;
    const indexes = await withoutIndexes(db);
    await db.query('ALTER TABLE item DISABLE TRIGGER USER');
    const { rows } = await db.query<{ last: number }>('SELECT coalesce(max(id), 0)::int AS last FROM item');
    const last = rows[0]!.last;
    const pick: Pick = numbers(seed + 5);
    const own = Math.ceil(items / copies);
    for (let at = 0; at < own; at += batch) {
      const all: Record<'item' | 'item_revision' | 'item_value' | 'item_words', Cell[][]> = {
        item: [],
        item_revision: [],
        item_value: [],
        item_words: [],
      };
      for (let one = at; one < Math.min(own, at + batch); one++) {
        const item = last + one + 1;
        const { title, values } = records.values(one, id);
        const state = pick(100) < 90 ? 'published' : among(pick, states);
        const index = project(values);
        all.item.push([item, freshPid(), libraryId, collectionId, `MG-${one}`, title, fold(title), state, 1]);
        all.item_revision.push([libraryId, item, 1, 1, JSON.stringify(values), title]);
        for (const row of index) {
          all.item_value.push([collectionId, item, libraryId, ...projected.map(([key]) => row[key] as Cell)]);
        }
        const vector = wordVector(
          collectionId,
          index.map(({ words }) => words),
        );
        all.item_words.push([item, libraryId, vector]);
      }
      await copyRows(
        db,
        'item',
        'id pid library_id collection_id identifier title title_folded state head_revision'.split(' '),
        all.item,
      );
      await copyRows(
        db,
        'item_revision',
        'library_id item_id number schema_version "values" title'.split(' '),
        all.item_revision,
      );
      await copyRows(
        db,
        'item_value',
        ['collection_id', 'item_id', 'library_id', ...projected.map(([, column]) => column)],
        all.item_value,
      );
      await copyRows(db, 'item_words', ['item_id', 'library_id', 'vector'], all.item_words);
      if ((at / batch) % 10 === 9) say(`${at + batch} of ${own} records`);
    }
    for (let copy = 1; copy < copies; copy++) await copyAll(db, { first: last, own, copy });
    await db.query(`UPDATE item SET updated_at = timestamptz '2026-01-01' + id * interval '7 seconds'`);
    await db.query(`SELECT setval(pg_get_serial_sequence('item', 'id'), (SELECT max(id) + 1 FROM item))`);
    await db.query('ALTER TABLE item ENABLE TRIGGER USER');
    await db.query(`DELETE FROM item_tally`);
    await db.query(`INSERT INTO item_tally (collection_id, library_id, state, items)
      SELECT collection_id, library_id, state, count(*) FROM item GROUP BY 1, 2, 3`);
    say('rows are there');
    for (const definition of indexes) await db.query(definition);
    await db.query('VACUUM ANALYZE');
    say('indexes are there');
  } finally {
    await db.end();
  }
}
