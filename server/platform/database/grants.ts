/**
 * What readers' pages are made of; of heads (page, item_link) the policies show them nothing, but statements that staff
 * share with them name those too. A new table is nobody's to read but staff's until it stands here.
 */
const forReaders = [
  'library',
  'library_host',
  'collection',
  'collection_config',
  'field',
  'item',
  'item_revision',
  'item_link',
  'item_link_published',
  'item_place',
  'item_value',
  'file',
  'file_derivative',
  'page',
  'page_published',
  'page_text',
  'caption',
  'vocabulary',
  'term',
  'agent',
  'place',
  'search_document',
  'search_page',
  'search_vector',
  'search_fact',
  'search_clock',
  'search_state',
  'facet_value',
  'facet_clock',
  'kept_count',
  'item_naming',
  'item_opened',
  'item_title',
  'title_count',
  'suggestion_key',
  'platform_setting',
];

/** Harmless to repeat. Rows are another matter: those the policies give. */
export async function grantTables(
  run: (sql: string) => Promise<unknown>,
  reader: string,
  staff: string,
): Promise<void> {
  await run(`
    GRANT USAGE ON SCHEMA public TO ${reader}, ${staff};
    GRANT SELECT ON ${forReaders.join(', ')} TO ${reader};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${staff};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${staff};
    -- What was done is written, and never rewritten; which migrations have run is the owner's to say.
    REVOKE UPDATE, DELETE ON audit_entry, change FROM ${staff};
    REVOKE INSERT, UPDATE, DELETE ON migration FROM ${staff};
    DO $$ BEGIN
      IF current_setting('server_version_num')::int >= 170000 THEN
        -- A rebuilt index has its statistics made anew.
        GRANT MAINTAIN ON search_document, search_fact, search_vector, search_page TO ${staff};
      END IF;
    END $$;
  `);
  await run(`
    GRANT USAGE ON SCHEMA graphile_worker TO ${staff};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO ${staff};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO ${staff};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO ${staff};
    -- The queue closes its tables to everybody but their owner; they hold numbers of jobs and nothing else of ours.
    DO $$ DECLARE name regclass; BEGIN
      FOR name IN SELECT oid FROM pg_class WHERE relnamespace = 'graphile_worker'::regnamespace AND relkind IN ('r', 'p') AND relrowsecurity LOOP
        EXECUTE format('DROP POLICY IF EXISTS linlang ON %s', name);
        EXECUTE format('CREATE POLICY linlang ON %s TO ${staff.replaceAll("'", "''")} USING (true)', name);
      END LOOP;
    END $$;
  `);
}
