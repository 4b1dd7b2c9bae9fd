import { watch } from 'vue';
import { sameJson } from '../../../../server/contract/config.diff.js';
import { conversionOf } from '../parts/useConversion.js';
import { camelCode, freeCode } from './code.words.js';
import { useDesignContext } from './design.context.js';
import { changeField, fieldOf, keyStem } from './design.edits.js';

type Name = Record<string, string>;

/** The words that a code is made of: the English name, or how the Chinese one sounds. */
export async function codeWords(name: Name): Promise<string> {
  const english = name['en']?.trim() ?? '';
  if (/[a-z]/i.test(english)) return english;
  const chinese = name['zh-CN'] ?? name['zh'] ?? name['zh-Hans'] ?? name['zh-TW'] ?? '';
  return chinese.trim() === '' ? '' : ((await conversionOf(chinese.trim()))?.sound ?? '');
}

/** What was proposed last, by field: a code that says something else was typed, and stays. */
const proposed = new Map<string, string>();

/** A field that is not in force yet takes its code from its name, until somebody writes another. */
export function useProposedCode(): void {
  const { design, chosen, future, change, isPublished } = useDesignContext();
  const field = () => (design.value ? fieldOf(design.value, chosen.value) : undefined);
  const isOurs = (id: string, key: string, type: string): boolean =>
    !isPublished(id) && (key === proposed.get(id) || new RegExp(`^${keyStem(type)}\\d*$`).test(key));

  watch(
    () => [field()?.id, field()?.label] as const,
    async ([id, label], [before, was]) => {
      const own = field();
      if (id === undefined || id !== before || !label || !own || sameJson(label, was)) return;
      // Whoever takes steps back wants what was there, and the way forward again.
      if (future.value.length > 0) return;
      if (!isOurs(id, own.key, own.type)) return;
      const wanted = camelCode(await codeWords(label));
      // Meanwhile somebody may have typed on, or into the code itself.
      const now = design.value && fieldOf(design.value, id);
      if (!now || wanted === '' || now.label !== label || !isOurs(id, now.key, now.type)) return;
      const taken = new Set(design.value!.schema.fields.flatMap((one) => (one.id === id ? [] : one.key)));
      const key = freeCode(wanted, taken);
      proposed.set(id, key);
      change(changeField(design.value!, id, { key }), `${id} label`);
    },
  );
}
