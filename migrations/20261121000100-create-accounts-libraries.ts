import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tenants, the people who work for them, and what those people did. */
export class CreateAccountsLibraries20261121000100 implements MigrationInterface {
  name = 'CreateAccountsLibraries20261121000100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE library (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
        name jsonb NOT NULL,
        description jsonb NOT NULL DEFAULT '{}',
        brand jsonb NOT NULL DEFAULT '{}',
        settings jsonb NOT NULL DEFAULT '{}',
        state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended')),
        -- Who may see the library at all. Kept apart from configuration: it is policy, and audited.
        labels text[] NOT NULL DEFAULT '{public}',
        campus_ranges cidr[] NOT NULL DEFAULT '{}',
        terminal_ranges cidr[] NOT NULL DEFAULT '{}',
        quota_bytes bigint,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE library_host (
        host text PRIMARY KEY CHECK (host = lower(host)),
        library_id bigint NOT NULL REFERENCES library (id) ON DELETE CASCADE
      );

      CREATE TABLE account (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        email text NOT NULL,
        name text NOT NULL,
        password_hash text,
        locale text NOT NULL DEFAULT 'zh-CN',
        state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'disabled')),
        failed_attempts integer NOT NULL DEFAULT 0,
        locked_until timestamptz,
        password_changed_at timestamptz,
        last_seen_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX account_email_key ON account (lower(email));

      CREATE TABLE session (
        -- Only a hash of the token is kept: a stolen backup opens no session.
        token_hash bytea PRIMARY KEY,
        account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        csrf_token text NOT NULL,
        ip inet,
        user_agent text,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX session_account ON session (account_id);
      CREATE INDEX session_expiry ON session (expires_at);

      CREATE TABLE account_token (
        token_hash bytea PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('invitation', 'password-reset')),
        email text NOT NULL,
        account_id bigint REFERENCES account (id) ON DELETE CASCADE,
        grants jsonb NOT NULL DEFAULT '[]',
        library_id bigint REFERENCES library (id) ON DELETE CASCADE,
        invited_by bigint REFERENCES account (id) ON DELETE SET NULL,
        pid text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      );
      CREATE INDEX account_token_library ON account_token (library_id) WHERE used_at IS NULL;

      -- Guessing is slowed by address as well as by account, and for unknown addresses too.
      CREATE TABLE sign_in_attempt (
        subject text PRIMARY KEY,
        failures integer NOT NULL DEFAULT 0,
        window_started_at timestamptz NOT NULL DEFAULT now(),
        locked_until timestamptz
      );

      CREATE TABLE audit_entry (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        library_id bigint REFERENCES library (id) ON DELETE SET NULL,
        account_id bigint REFERENCES account (id) ON DELETE SET NULL,
        actor_name text NOT NULL,
        action text NOT NULL,
        subject_kind text NOT NULL,
        subject_pid text,
        subject_title text,
        detail jsonb NOT NULL DEFAULT '{}',
        request_id text,
        ip inet
      );
      CREATE INDEX audit_entry_library ON audit_entry (library_id, id DESC);
      CREATE INDEX audit_entry_subject ON audit_entry (subject_kind, subject_pid, id DESC);

      CREATE TABLE platform_setting (
        key text PRIMARY KEY,
        value jsonb NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE platform_setting, audit_entry, sign_in_attempt, account_token, session, account, library_host, library;
    `);
  }
}
