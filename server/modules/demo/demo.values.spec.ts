import { type ShippedTerm, shippedVocabularies } from '../authority/vocabularies/index.js';
import { instantiate } from '../schema/template.instance.js';
import { templateByKey } from '../schema/templates/index.js';
import { demoIndex, demoWorks } from './demo.content.js';
import { findTerm, type TermFinder, valuesOf } from './demo.values.js';

/** Required fields that a record of this material may honestly have no use for. */
const known = new Set(['narrator?', 'consent?', 'depictedPlace?', 'recipient?']);

function flat(terms: readonly ShippedTerm[]): { code: string; label: ShippedTerm['label']; variants: string[] }[] {
  return terms.flatMap((term) => [
    { code: term.code, label: term.label, variants: term.variants ?? [] },
    ...flat(term.narrower ?? []),
  ]);
}

const vocabularies = new Map(shippedVocabularies.map((one) => [one.key, flat(one.terms)]));
const find: TermFinder = (field, code, label) =>
  field.vocabulary ? findTerm(vocabularies.get(field.vocabulary) ?? [], code, label) : undefined;

describe('the demo', () => {
  it('fits its templates: every word of every record has a field, and no required field is empty', async () => {
    const left: Record<string, string[]> = {};
    for (const collection of (await demoIndex()).collections) {
      const template = templateByKey.get(collection.template);
      if (!template) throw new Error(`no template ${collection.template}`);
      const config = { ...instantiate(template), schemaVersion: 1, presentationVersion: 1 };
      for (const work of await demoWorks(collection.key)) {
        for (const key of valuesOf(config, work, find).left) {
          if (!known.has(key)) (left[`${collection.key}.${key}`] ??= []).push(work.identifier);
        }
      }
    }
    expect(left).toEqual({});
  });
});
