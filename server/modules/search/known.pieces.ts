import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import type { Query } from '../../contract/text/index.js';
import { AlsoKnownService } from '../authority/also.known.service.js';
import { MeaningExpansion } from './meaning.expansion.js';
import { knownIn, type Piece, plainPhrases } from './run.together.js';
import type { SearchScope } from './search.scope.js';

/** What is known of the pieces of a run of characters: whether one is a name, a title, or a word that means something. */
@Injectable()
export class KnownPieces {
  constructor(
    private readonly db: Database,
    private readonly meanings: MeaningExpansion,
    private readonly alsoKnown: AlsoKnownService,
  ) {}

  async of(pieces: readonly string[], scope: SearchScope, caller: Caller): Promise<Map<string, Piece>> {
    if (pieces.length === 0) return new Map();
    const known: Map<string, Piece> = await this.meanings.telling(pieces, scope, caller.locale);
    // One character is a name of too much.
    const longer = pieces.filter((piece) => [...piece].length > 1);
    for (const { key, agent } of await this.offered(longer)) known.set(key, { ...known.get(key), agent });
    const { collectionIds: collections, libraryIds: libraries } = scope;
    const records = await this.alsoKnown.records(longer, { collections, libraries, labels: caller.labels });
    for (const [name, borne] of records.known) {
      // Photographers and writers of letters are offered under other names than authors.
      const agent = known.get(name)?.agent === true || borne.some(({ kind }) => kind === 'agent');
      known.set(name, { ...known.get(name), agent });
    }
    return known;
  }

  /** Of a run of characters that finds nothing what is known in it: together, then each. */
  likely(typed: Query, pieces: ReadonlyMap<string, Piece>): string[][] {
    const phrases = plainPhrases(typed);
    if (phrases.length !== 1) return [];
    const known = phrases.flatMap(({ text }) => knownIn(text, pieces));
    return known.length > 1 ? [known, ...known.map((one) => [one])] : known.map((one) => [one]);
  }

  /** Only where to cut is told by it: what is found then is found for this reader. */
  private offered(pieces: readonly string[]): Promise<{ key: string; agent: boolean }[]> {
    return this.db.query(
      keptPlan(`SELECT k.key, coalesce(bool_or(starts_with(f.entry, 'agent=')), false) AS agent
         FROM suggestion_key k LEFT JOIN facet_value f ON f.id = k.facet_id
        WHERE k.key = ANY ($1::text[]) GROUP BY k.key`),
      [pieces],
    );
  }
}
