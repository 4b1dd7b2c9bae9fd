import type { FieldRule } from '../../../web/kit/plugin.js';
import { nothing, partsOf, saidIn } from '../parts.lacking.js';

/** A value is unsure where one of its parts is. */
export const isPartUnsure: NonNullable<FieldRule['unsure']> = (value, { options }, ruleOf) => {
  const given = saidIn(value);
  return partsOf(options).some(({ key, type, vocabulary, options: own = {} }) => {
    const part = given[key];
    return !nothing(part) && ruleOf(type)?.unsure?.(part!, { vocabulary, options: own }, ruleOf) === true;
  });
};
