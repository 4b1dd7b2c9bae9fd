import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people show besides a password, the steps of signing in that are under way, and when a session was last proved. */
export class AddSecondFactors20261129040000 implements MigrationInterface {
  name = 'AddSecondFactors20261129040000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE account_totp (
        account_id bigint PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
        -- Sealed with a key that is not in the database: a stolen backup makes no codes.
        secret bytea NOT NULL,
        key_id text NOT NULL,
        -- No code of this step or an earlier one is accepted again.
        last_step bigint NOT NULL DEFAULT 0,
        -- It counts only once a code of it was shown.
        confirmed_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE account_passkey (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        credential_id text NOT NULL UNIQUE,
        public_key bytea NOT NULL,
        counter bigint NOT NULL DEFAULT 0,
        transports text[] NOT NULL DEFAULT '{}',
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz
      );
      CREATE INDEX account_passkey_account ON account_passkey (account_id);

      CREATE TABLE account_recovery_code (
        account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        code_hash bytea NOT NULL,
        used_at timestamptz,
        PRIMARY KEY (account_id, code_hash)
      );

      CREATE TABLE sign_in_step (
        token_hash bytea PRIMARY KEY,
        purpose text NOT NULL CHECK (purpose IN ('second', 'passkey', 'enrol', 'fresh')),
        account_id bigint REFERENCES account (id) ON DELETE CASCADE,
        -- Steps within a session belong to it, and end with it.
        session_hash bytea REFERENCES session (token_hash) ON DELETE CASCADE,
        challenge text,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX sign_in_step_expiry ON sign_in_step (expires_at);
      CREATE INDEX sign_in_step_account ON sign_in_step (account_id);
      CREATE INDEX sign_in_step_session ON sign_in_step (session_hash);

      CREATE TABLE factor_attempt (
        account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('code', 'recovery')),
        failures integer NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (account_id, kind)
      );

      -- When whoever sits there last showed that they are who they say.
      ALTER TABLE session ADD COLUMN verified_at timestamptz NOT NULL DEFAULT now();
      UPDATE session SET verified_at = created_at;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE session DROP COLUMN verified_at;
      DROP TABLE factor_attempt, sign_in_step, account_recovery_code, account_passkey, account_totp;
    `);
  }
}
