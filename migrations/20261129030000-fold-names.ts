import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As the platform folds addresses on the day of this migration; what comes later has its own. */
const fold = (email: string) => email.normalize('NFKC').toLowerCase().normalize('NFKC').trim();

async function foldColumn(db: QueryRunner, table: 'account' | 'account_token'): Promise<void> {
  const rows = (await db.query(`SELECT pid, email FROM ${table}`)) as { pid: string; email: string }[];
  await db.query(
    `UPDATE ${table} SET email_folded = given.folded FROM unnest($1::text[], $2::text[]) AS given (pid, folded)
      WHERE ${table}.pid = given.pid`,
    [rows.map((row) => row.pid), rows.map((row) => fold(row.email))],
  );
}

/**
 * Addresses are folded in one place and kept folded; one open invitation a person and place; browsers that were signed in
 * before are known again; the audit log says with what somebody came, and repeats are counted instead of written.
 */
export class FoldNames20261129030000 implements MigrationInterface {
  name = 'FoldNames20261129030000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE account ADD COLUMN email_folded text;
      ALTER TABLE account_token ADD COLUMN email_folded text;
    `);
    await foldColumn(db, 'account');
    await foldColumn(db, 'account_token');
    await db.query(`
      -- Two accounts may have become one name: the one that was used last keeps it, the others stay with all they hold,
      -- under a name that nobody can type, until an administrator mends their address.
      UPDATE account SET email_folded = account.email_folded || ' ' || account.pid
        FROM (SELECT id, row_number() OVER (PARTITION BY email_folded
                       ORDER BY (password_hash IS NULL), last_seen_at DESC NULLS LAST, id) AS place FROM account) AS ranked
       WHERE ranked.id = account.id AND ranked.place > 1;
      ALTER TABLE account ALTER COLUMN email_folded SET NOT NULL;
      DROP INDEX account_email_key;
      CREATE UNIQUE INDEX account_email_key ON account (email_folded);

      -- Of several open invitations to one place the latest word counts, as it always should have.
      DELETE FROM account_token older USING account_token newer
       WHERE older.kind = 'invitation' AND newer.kind = 'invitation' AND older.used_at IS NULL AND newer.used_at IS NULL
         AND older.email_folded = newer.email_folded
         AND older.library_id IS NOT DISTINCT FROM newer.library_id
         AND older.grants -> 0 ->> 'collectionId' IS NOT DISTINCT FROM newer.grants -> 0 ->> 'collectionId'
         AND (older.created_at, older.pid) < (newer.created_at, newer.pid);
      ALTER TABLE account_token ALTER COLUMN email_folded SET NOT NULL;
      DROP INDEX account_token_email;
      CREATE UNIQUE INDEX account_token_invitation ON account_token
        (email_folded, (coalesce(library_id, 0)), (coalesce(grants -> 0 ->> 'collectionId', '')))
        WHERE kind = 'invitation' AND used_at IS NULL;

      CREATE TABLE known_browser (
        -- Only a hash of the token is kept. One browser may be known to several people.
        token_hash bytea NOT NULL,
        account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        used_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (token_hash, account_id)
      );
      CREATE INDEX known_browser_account ON known_browser (account_id, used_at DESC);

      -- The old counts locked accounts for everybody; the new ones are kept under other names.
      DELETE FROM sign_in_attempt;

      ALTER TABLE audit_entry ADD COLUMN agent text;
      -- Sign-ins and refusals change nothing that readers see: the version of the site is the newest of the others.
      CREATE INDEX audit_entry_change ON audit_entry (id) WHERE subject_kind <> 'session';
      CREATE TABLE audit_repeat (
        subject text PRIMARY KEY,
        times bigint NOT NULL,
        since timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE audit_repeat;
      DROP INDEX audit_entry_change;
      ALTER TABLE audit_entry DROP COLUMN agent;
      DELETE FROM sign_in_attempt;
      DROP TABLE known_browser;
      DROP INDEX account_token_invitation;
      CREATE INDEX account_token_email ON account_token (lower(email), kind) WHERE used_at IS NULL;
      ALTER TABLE account_token DROP COLUMN email_folded;
      DROP INDEX account_email_key;
      ALTER TABLE account DROP COLUMN email_folded;
      CREATE UNIQUE INDEX account_email_key ON account (lower(email));
    `);
  }
}
