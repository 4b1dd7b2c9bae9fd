import { AsyncResource } from 'node:async_hooks';
import type { Database } from '../../../database/database.js';
import { log } from '../../../log/log.js';
import { Columns, type Fact } from './columns.js';
import { FacetBook, type FacetRow } from './facet.book.js';
import { showInMetrics } from './figures.js';

/** Rows read at once: taking them in holds up others for a hundredth of a second. */
const chunk = 1000;
const dictionaryChunk = 5000;
/** What others wrote is taken in by and by, so that no question waits for much of it: soon again while there is some. */
const followMs = { idle: 2000, busy: 150 };

const facts = `item_id, tick, gone, collection_id, array_to_json(labels)::text AS labels, array_to_string(facets, ',') AS facets,
  from_year, to_year, sort_title, sort_stroke, sort_day, newest,
  CASE WHEN text_slots <> '{}' THEN array_to_json(text_slots)::text END AS text_slots,
  CASE WHEN number_slots <> '{}' THEN array_to_json(number_slots)::text END AS number_slots,
  CASE WHEN day_slots <> '{}' THEN array_to_json(day_slots)::text END AS day_slots`;

type Row = Fact & { now: number; item_id: number | null };

/**
 * Fills the columns of this process from `search_fact`, and keeps them up with what is written by whomever. Every row
 * carries the tick of its last writing, and ticks are committed in their order (`search_clock`): whoever has read all up to
 * one has missed nothing. A row that changes while it is read comes again, with a higher tick.
 */
export class Following {
  readonly columns = new Columns();
  readonly facets = new FacetBook();
  private read = { tick: 0, itemId: 0 };
  /** Everything that was committed at it is here. */
  private complete = 0;
  private begun = false;
  private running: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;
  private ended = false;
  private readonly hide = showInMetrics(this.columns);
  /** Not in the transaction, nor in the name, of the request that happens to be the first. */
  private readonly readApart = AsyncResource.bind(() => this.db.asReader(() => this.readOn()));

  constructor(private readonly db: Database) {
    this.lookIn(followMs.idle);
  }

  private lookIn(ms: number): void {
    if (this.ended) return;
    this.timer = setTimeout(async () => {
      const before = this.complete;
      // Who never searches never fills.
      if (this.begun) await this.follow().catch(() => undefined);
      this.lookIn(this.complete > before ? followMs.busy : followMs.idle);
    }, ms).unref();
  }

  /** Waits until what was committed at this tick is here. */
  async reach(tick: number): Promise<void> {
    if (this.complete >= tick) return;
    // One that is under way may have looked before.
    if (this.running) await this.running;
    if (this.complete < tick) await this.follow();
  }

  /** Takes in what there is. */
  follow(): Promise<void> {
    this.running ??= this.readApart().finally(() => (this.running = null));
    return this.running;
  }

  async stop(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    this.hide();
    await this.running?.catch(() => undefined);
  }

  private async readOn(): Promise<void> {
    const from = performance.now();
    const first = this.complete === 0;
    if (!this.begun) await this.readDictionary();
    this.begun = true;
    for (;;) {
      const rows = await this.db.query<Row>(
        `SELECT clock.tick AS now, fact.* FROM search_clock clock
         LEFT JOIN LATERAL (SELECT ${facts} FROM search_fact WHERE (tick, item_id) > ($1, $2) ORDER BY tick, item_id LIMIT $3) fact ON true`,
        [this.read.tick, this.read.itemId, chunk],
      );
      const written = rows.filter((row): row is Row & Fact => row.item_id !== null);
      await this.learnMissing(written);
      for (const row of written) this.columns.put(row);
      const last = written.at(-1);
      if (last) this.read = { tick: last.tick, itemId: last.item_id };
      if (written.length === chunk) continue;
      this.complete = rows[0]?.now ?? this.complete;
      break;
    }
    const { size, bytes } = this.columns;
    if (first) log.info({ items: size, bytes, ms: Math.round(performance.now() - from) }, 'search is in memory');
  }

  /** In the order of its keys, so that nothing has to be sorted. */
  private async readDictionary(): Promise<void> {
    for (let after = ''; ;) {
      const rows = await this.db.query<FacetRow>(
        `SELECT id, entry FROM facet_value WHERE entry > $1 ORDER BY entry LIMIT $2`,
        [after, dictionaryChunk],
      );
      this.facets.learn(rows);
      if (rows.length < dictionaryChunk) return;
      after = rows.at(-1)?.entry ?? after;
    }
  }

  /** A value is there before any row that has it. */
  private async learnMissing(rows: readonly Fact[]): Promise<void> {
    const missing = new Set<number>();
    for (const { facets } of rows) {
      if (facets === '') continue;
      for (const id of facets.split(',')) if (!this.facets.has(Number(id))) missing.add(Number(id));
    }
    if (missing.size === 0) return;
    this.facets.learn(
      await this.db.query<FacetRow>(`SELECT id, entry FROM facet_value WHERE id = ANY ($1) ORDER BY entry`, [
        [...missing],
      ]),
    );
  }
}
