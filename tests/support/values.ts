import type { CollectionConfig } from '../../server/contract/collection.js';
import type { AuthorityService } from '../../server/modules/authority/authority.service.js';
import type { AskedNames } from '../../server/modules/authority/known.names.js';
import { shippedVocabularies, type ShippedTerm } from '../../server/modules/authority/vocabularies/index.js';
import { VocabularyTerms } from '../../server/modules/authority/vocabulary.store.js';
import { ReferenceService } from '../../server/modules/schema/reference.service.js';
import { instantiate } from '../../server/modules/schema/template.instance.js';
import { templateByKey } from '../../server/modules/schema/templates/index.js';
import { ValueService } from '../../server/modules/schema/value.service.js';
import { PluginHost } from '../../server/platform/plugins/plugin.host.js';

type Rows = ConstructorParameters<typeof VocabularyTerms>[1];

/** The vocabularies that we ship, as they stand in memory once the database has them. */
export function shippedTerms(): Map<string, VocabularyTerms> {
  let id = 0;
  return new Map(
    shippedVocabularies.map(({ key, name, terms }) => {
      const rows: Rows[number][] = [];
      const plant = (list: readonly ShippedTerm[], parentId: number | null): void => {
        for (const { code, label, variants = [], years, narrower = [] } of list) {
          const own = ++id;
          const [fromYear = null, toYear = null] = years ?? [];
          rows.push({ id: own, pid: `t${own}`, parentId, mergedInto: null, code, label, variants, fromYear, toYear });
          plant(narrower, own);
        }
      };
      plant(terms, null);
      return [
        key,
        new VocabularyTerms({ id: ++id, pid: key, libraryId: null, key, name, ordered: true, version: 1 }, rows),
      ];
    }),
  );
}

/**
 * Real field types and real terms, without a database: what a record means does not depend on one. `asked` gets every
 * question for names.
 */
export async function valueRules(asked: AskedNames[] = []): Promise<ValueService> {
  const terms = shippedTerms();
  const authorities = {
    known: (question: AskedNames) => {
      asked.push(question);
      const vocabularies = new Map([...terms].filter(([key]) => question.vocabularies.includes(key)));
      return Promise.resolve(() => ({ agents: new Map(), places: new Map(), vocabularies }));
    },
  } as Partial<AuthorityService> as AuthorityService;
  return new ValueService(await PluginHost.load(), new ReferenceService(authorities));
}

export function configOf(template: string): CollectionConfig & { id(key: string): string } {
  const { schema, presentation } = instantiate(templateByKey.get(template)!);
  const id = (key: string): string => schema.fields.find((field) => field.key === key)!.id;
  return { schema, presentation, schemaVersion: 1, presentationVersion: 1, id };
}
