import { useI18n } from 'vue-i18n';
import type { FieldDefinition } from '../../../../server/contract/collection.js';
import { localize, type Locale } from '../../../../server/contract/localized.js';
import { say } from '../../../kit/toast.js';
import { useProblemText } from '../parts/problem.text.js';
import { call } from '../shell/call.js';
import { useDesignContext } from './design.context.js';
import { removeField } from './design.edits.js';

/** A field that holds nothing anywhere goes for good; one that does is said to, with how many records. */
export function useErasing(): (field: FieldDefinition) => Promise<void> {
  const { t, locale } = useI18n();
  const { sentence } = useProblemText();
  const { live, design, chosen, change, undo, isPublished } = useDesignContext();

  return async (field) => {
    const name = localize(field.label, locale.value as Locale) || field.key;
    if (isPublished(field.id) && live.value) {
      try {
        const params = { collection: live.value.pid, field: field.id };
        const { items, meaning } = await call('GET /collections/:collection/fields/:field/use', { params });
        if (items > 0) return void say(t('console.design.problems.field-dropped', { name, n: items }), 'problem');
        if (meaning) return void say(t('console.design.problems.field-dropped-meaning', { name }), 'problem');
      } catch (error) {
        return void say(sentence(error), 'problem');
      }
    }
    if (!design.value) return;
    change(removeField(design.value, field.id, false));
    if (chosen.value === field.id) chosen.value = '';
    say(t('console.design.fieldErased', { name }), 'done', { label: t('console.undo'), run: undo });
  };
}
