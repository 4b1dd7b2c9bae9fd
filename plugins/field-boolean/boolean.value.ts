import { z } from 'zod';
import type { FieldType } from '../../server/contract/plugin.js';

export const BooleanOptions = z.object({});

export const yesNo = (value: boolean, locale: string): string =>
  locale === 'en' ? (value ? 'yes' : 'no') : value ? '是' : '否';

export const booleanType: FieldType<boolean, z.infer<typeof BooleanOptions>> = {
  key: 'boolean',
  value: z.boolean(),
  options: BooleanOptions,
  read: (words) => {
    const said = words.trim().toLowerCase();
    if (['是', '有', 'yes', 'true', '1'].includes(said)) return true;
    return ['否', '无', '無', 'no', 'false', '0'].includes(said) ? false : undefined;
  },
  // Nobody looks for "yes": the field's own name is what a search for it would say.
  text: () => [],
  display: (value, _options, locale) => yesNo(value, locale),
  converted: true,
  index: (value) => ({
    facets: [{ key: String(value), label: yesNo(value, 'zh-CN') }],
    number: value ? 1 : 0,
    sort: value ? '1' : '0',
  }),
  jsonld: (value) => value,
  dc: (value) => [String(value)],
  marc: (value) => ({ a: yesNo(value, 'zh-CN') }),
};
