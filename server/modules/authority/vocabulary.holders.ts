import { Injectable } from '@nestjs/common';
import type { LocalizedText } from '../../contract/localized.js';
import { Database } from '../../platform/database/database.js';
import { UsageService } from './usage.service.js';
import type { ListedVocabulary } from './vocabulary.repository.js';

/** Values are asked for by terms, so many at a time. */
const atOnce = 500;

/** A field of this document, or a part of one, takes its terms from the vocabulary; those out of use hold them still. */
const names = (document: string, key: string): string => `(
  jsonb_path_exists(${document}, '$.fields[*] ? (@.vocabulary == $key)', jsonb_build_object('key', ${key}::text))
  OR jsonb_path_exists(${document}, '$.fields[*].options.parts[*] ? (@.vocabulary == $key)', jsonb_build_object('key', ${key}::text)))`;

/** What a vocabulary is needed by: collections that choose from it, as they are or as somebody designs them, and values. */
@Injectable()
export class VocabularyHolders {
  constructor(
    private readonly db: Database,
    private readonly usage: UsageService,
  ) {}

  async collections({ id, libraryId, key }: ListedVocabulary): Promise<LocalizedText[]> {
    const rows = await this.db.query<{ name: LocalizedText }>(
      `SELECT c.name FROM collection c
        WHERE c.state <> 'removed' AND ($1::bigint IS NULL OR c.library_id = $1)
          AND ($1::bigint IS NOT NULL OR NOT EXISTS
            (SELECT 1 FROM vocabulary shadow WHERE shadow.key = $2 AND shadow.library_id = c.library_id AND shadow.id <> $3))
          AND (EXISTS (SELECT 1 FROM collection_config v WHERE v.collection_id = c.id AND v.part = 'schema'
                 AND v.version = c.schema_version AND ${names('v.document', '$2')})
            OR EXISTS (SELECT 1 FROM collection_config_draft d WHERE d.collection_id = c.id AND d.part = 'schema'
                 AND ${names('d.document', '$2')}))
        ORDER BY c.id LIMIT 5`,
      [libraryId, key, id],
    );
    return rows.map((row) => row.name);
  }

  /** Values may outlive the field's choice of a vocabulary. */
  async holdsValues({ id, key }: ListedVocabulary): Promise<boolean> {
    const terms = await this.db.query<{ code: string }>('SELECT code FROM term WHERE vocabulary_id = $1', [id]);
    for (let at = 0; at < terms.length; at += atOnce) {
      const refs = terms.slice(at, at + atOnce).map(({ code }) => `${key}/${code}`);
      if ((await this.usage.usedAmong(refs)).size > 0) return true;
    }
    return false;
  }
}
