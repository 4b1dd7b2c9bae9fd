export const changeKinds = ['publication', 'change', 'withdrawal', 'visibility', 'move', 'merge'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface Change {
  id: number;
  /** The transaction that wrote it. */
  xid: string;
  subject: 'item' | 'collection' | 'library' | 'site';
  kind: ChangeKind;
  libraryId: number | null;
  itemId: number | null;
  /** Null where it is the platform as a whole. */
  pid: string | null;
  at: Date;
}

/** What is no item; a name that belongs to nobody, or to a library, is a change of that site. */
export type ChangeSubject =
  { subject: 'collection' | 'library'; libraryId: number; pid: string } | { subject: 'site'; libraryId: number | null };

/** A place in the log's order. Numbers alone are no order: they are drawn before they are committed. */
export interface ChangePosition {
  xid: string;
  id: number;
}

export const logBegin: ChangePosition = { xid: '0', id: 0 };
export const changeChannel = 'linlang_change';

export const columns = `c.id, c.xid::text AS xid, c.subject, c.kind, c.library_id AS "libraryId", c.item_id AS "itemId", c.pid, c.at`;

/** Rows that whoever had `seen` that snapshot did not see: it knows of every transaction whether it was over. */
const unseen = (seen: string): string =>
  `c.xid >= pg_snapshot_xmin(${seen}) AND NOT pg_visible_in_snapshot(c.xid, ${seen})`;

/** One statement: what is seen from now on, with a row for each change that was not seen before, or with one of nulls. */
export const sinceSql = (seen: string, more = '', most?: number): string =>
  `SELECT now.*, c.* FROM (SELECT pg_current_snapshot()::text AS seen${more}) AS now
     LEFT JOIN LATERAL (SELECT ${columns} FROM change c WHERE ${unseen(seen)}
       ORDER BY c.xid, c.id ${most === undefined ? '' : `LIMIT ${most}`}) AS c ON true`;

/** Whether a consumer with a cursor has something before it. */
export const behindSql = (consumer: string): string =>
  `EXISTS (SELECT 1 FROM change_cursor k JOIN change c ON ${unseen('k.seen')} WHERE k.consumer = '${consumer}')`;
