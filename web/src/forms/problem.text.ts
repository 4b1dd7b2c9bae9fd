import { localize, type Locale, type LocalizedText } from '../../../server/contract/localized.js';
import type { FieldProblem } from '../../../server/contract/problems.js';

/** What field types say about a value, and the sentence for it. */
const messages: [RegExp, string][] = [
  [/^longer than (.+)$/, 'longer'],
  [/^less than (.+)$/, 'less'],
  [/^more than (.+)$/, 'more'],
  [/^not a whole number$/, 'whole'],
  [/^is not like (.+)$/, 'pattern'],
  [/^half of the coordinates$/, 'halfPosition'],
  [/^no side is given$/, 'noSide'],
  [/^ends before it begins$/, 'backwards'],
  [/^(.+) has no partner$/, 'unpaired'],
];

/** Where something stands that cannot be read at all, the part of the value tells what was wanted. */
const wanted: Record<string, string> = {
  number: 'number',
  height: 'number',
  width: 'number',
  depth: 'number',
  lat: 'number',
  lon: 'number',
  from: 'clock',
  to: 'clock',
  href: 'address',
  file: 'fileAddress',
};

/** The word that was typed, and the name of a part in the reader's language. */
function named(params: Record<string, unknown>, locale: Locale): Record<string, unknown> {
  const { name, code, part } = params;
  return {
    ...params,
    word: name ?? code ?? '',
    ...(part === undefined ? {} : { part: localize(name as LocalizedText, locale) || part }),
  };
}

/** A sentence that says what to do about one value. */
export function problemText(
  problem: FieldProblem,
  t: (key: string, params: Record<string, unknown>) => string,
  te: (key: string) => boolean,
  locale: Locale,
): string {
  const params = named(problem.params ?? {}, locale);
  const message = typeof params['message'] === 'string' ? params['message'] : '';
  for (const [pattern, key] of messages) {
    const found = pattern.exec(message);
    if (found) return t(`forms.problems.${key}`, { limit: found[1] });
  }
  const unread = ['invalid_type', 'invalid_format', 'custom', 'too_small'].includes(String(params['reason']));
  const part = problem.code === 'value.invalid' && unread ? wanted[problem.path.split('.').at(-1) ?? ''] : undefined;
  if (part) return t(`forms.problems.${part}`, {});
  const key = `forms.problems.${problem.code === 'number.reserved' ? 'reserved' : problem.code}`;
  return te(key) ? t(key, params) : t('forms.problems.other', { code: problem.code });
}
