import { Injectable } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { NumberBlock } from '../../contract/api/number.routes.js';
import type { Caller } from '../../contract/caller.js';
import { localize } from '../../contract/localized.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { type CollectionRow, SchemaService } from '../schema/schema.service.js';

interface BlockRow {
  pid: string;
  prefix: string;
  width: number;
  suffix: string;
  first_number: number;
  last_number: number;
  next_number: number;
  note: string;
}

const columns = 'pid, prefix, width, suffix, first_number, last_number, next_number, note';
/** Whoever sets numbers aside in a library waits for whoever is doing so. */
const reserveLock = 41_190_771;

const written = ({ prefix, width, suffix }: BlockRow, number: number): string =>
  prefix + String(number).padStart(width, '0') + suffix;

const viewOf = (row: BlockRow): NumberBlock => ({
  pid: row.pid,
  pattern: row.prefix + '#'.repeat(row.width) + row.suffix,
  first: row.first_number,
  last: row.last_number,
  next: row.next_number > row.last_number ? null : written(row, row.next_number),
  left: row.last_number - row.next_number + 1,
  note: row.note,
});

/** 越金-0001 to 0500 for one collection: set aside, handed out one by one, and kept from all others. */
@Injectable()
export class NumberService {
  constructor(
    private readonly db: Database,
    private readonly schema: SchemaService,
    private readonly audit: AuditService,
  ) {}

  async list(collectionPid: string): Promise<{ rows: NumberBlock[] }> {
    const { id } = await this.schema.byPid(collectionPid);
    const rows = await this.db.query<BlockRow>(
      `SELECT ${columns} FROM number_block WHERE collection_id = $1 ORDER BY prefix, width, suffix, first_number`,
      [id],
    );
    return { rows: rows.map(viewOf) };
  }

  async reserve(
    collectionPid: string,
    body: Input<'POST /collections/:collection/number-blocks'>['body'],
    caller: Caller,
  ): Promise<NumberBlock> {
    const collection = await this.schema.byPid(collectionPid);
    const [, prefix = '', figures = '', suffix = ''] = /^([^#]*)(#+)([^#]*)$/.exec(body.pattern) ?? [];
    const width = figures.length;
    return this.db.transaction(async () => {
      await this.db.query('SELECT pg_advisory_xact_lock($1, $2::int)', [reserveLock, collection.libraryId % 2 ** 31]);
      // Of a number that one collection has, another cannot have a part: 越金-0001 is all of 越金-0001甲.
      const [other] = await this.db.query<{ first_number: number; last_number: number }>(
        `SELECT first_number, last_number FROM number_block
          WHERE library_id = $1 AND prefix = $2 AND width = $3 AND first_number <= $5 AND last_number >= $4
            AND (suffix = $6 OR collection_id <> $7 AND (starts_with(suffix, $6) OR starts_with($6, suffix))) LIMIT 1`,
        [collection.libraryId, prefix, width, body.first, body.last, suffix, collection.id],
      );
      if (other) throw new Problem('number.taken', { first: other.first_number, last: other.last_number });
      const row = await this.db.one<BlockRow>(
        `INSERT INTO number_block (pid, library_id, collection_id, prefix, width, suffix, first_number, last_number, next_number, note, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7, $9, $10) RETURNING ${columns}`,
        [
          newPid(),
          collection.libraryId,
          collection.id,
          prefix,
          width,
          suffix,
          body.first,
          body.last,
          body.note,
          caller.accountId,
        ],
      );
      await this.record(caller, 'number.reserve', collection, row!);
      return viewOf(row!);
    });
  }

  async free(collectionPid: string, blockPid: string, caller: Caller): Promise<{ done: true }> {
    const collection = await this.schema.byPid(collectionPid);
    await this.db.transaction(async () => {
      const row = await this.db.one<BlockRow>(
        `DELETE FROM number_block WHERE pid = $1 AND collection_id = $2 RETURNING ${columns}`,
        [blockPid, collection.id],
      );
      if (!row) throw new Problem('number.not-found');
      await this.record(caller, 'number.free', collection, row);
    });
    return { done: true };
  }

  /** Numbers that records bear already are passed over; one that is handed out is not handed out again. */
  async take(collectionPid: string, blockPid: string): Promise<{ number: string }> {
    const collection = await this.schema.byPid(collectionPid);
    return this.db.transaction(async () => {
      const row = await this.db.one<BlockRow>(
        `SELECT ${columns} FROM number_block WHERE pid = $1 AND collection_id = $2 FOR UPDATE`,
        [blockPid, collection.id],
      );
      if (!row) throw new Problem('number.not-found');
      const free = await this.db.one<{ number: number }>(
        `SELECT number FROM generate_series($2::int, $3::int) AS number
          WHERE NOT EXISTS (SELECT FROM item WHERE library_id = $1 AND state <> 'removed'
                             AND identifier = $4 || lpad(number::text, $5, '0') || $6)
          ORDER BY number LIMIT 1`,
        [collection.libraryId, row.next_number, row.last_number, row.prefix, row.width, row.suffix],
      );
      if (!free) throw new Problem('number.used-up', { last: written(row, row.last_number) });
      await this.db.query(`UPDATE number_block SET next_number = $2 WHERE pid = $1`, [row.pid, free.number + 1]);
      return { number: written(row, free.number) };
    });
  }

  /**
   * Those of these whose identifiers are set aside for another collection of the library, by their `at`. What follows the
   * number is part of it: whoever has 越金-0001 has 越金-0001甲. Another figure makes it another number.
   */
  async reserved(
    asked: readonly { at: number; libraryId: number; collectionId: number; identifier: string }[],
  ): Promise<number[]> {
    const rows = await this.db.query<{ at: number }>(
      `SELECT DISTINCT given.at
         FROM jsonb_to_recordset($1) AS given (at int, "libraryId" bigint, "collectionId" bigint, identifier text)
         JOIN number_block block ON block.library_id = given."libraryId" AND block.collection_id <> given."collectionId"
          AND starts_with(given.identifier, block.prefix)
         CROSS JOIN LATERAL substr(given.identifier, length(block.prefix) + 1, block.width) AS figures
         CROSS JOIN LATERAL substr(given.identifier, length(block.prefix) + block.width + 1) AS tail
        WHERE figures ~ ('^[0-9]{' || block.width || '}$') AND starts_with(tail, block.suffix)
          AND NOT (block.suffix = '' AND tail ~ '^[0-9]')
          AND CASE WHEN figures ~ '^[0-9]{1,9}$' THEN figures::int BETWEEN block.first_number AND block.last_number
                   ELSE false END`,
      [JSON.stringify(asked)],
    );
    return rows.map(({ at }) => at);
  }

  private record(caller: Caller, action: string, collection: CollectionRow, row: BlockRow): Promise<void> {
    const about: AuditSubject = {
      libraryId: collection.libraryId,
      kind: 'collection',
      pid: collection.pid,
      title: localize(collection.name, 'zh-CN'),
    };
    return this.audit.record(caller, action, about, {
      from: written(row, row.first_number),
      to: written(row, row.last_number),
    });
  }
}
