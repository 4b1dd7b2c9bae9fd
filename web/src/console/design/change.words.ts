import { useI18n } from 'vue-i18n';
import type { ConfigChange } from '../../../../server/contract/config.diff.js';
import { localize, type Locale } from '../../../../server/contract/localized.js';
import type { Json } from '../../../../server/contract/values.js';

/** Differences in words: “责任者”由选填改为发布前必填. */
export function useChangeWords() {
  const { t, te, locale } = useI18n();
  const own = () => locale.value as Locale;
  const typeName = (type: string) => (te(`forms.types.${type}`) ? t(`forms.types.${type}`) : type);

  /** What a value of a setting is called; settings that are no word are said to have changed, and no more. */
  function word(code: string, value: Json | undefined): string {
    if (code === 'field.fullText' && value === null) return t('console.design.changes.asType');
    if (value === null || value === undefined || value === '') return t('console.design.changes.nothing');
    if (typeof value === 'boolean') return t(value ? 'console.design.changes.yes' : 'console.design.changes.no');
    if (typeof value === 'object') {
      const text = Array.isArray(value) ? '' : localize(value as Record<string, string>, own());
      return typeof text === 'string' ? text : '';
    }
    const keys: Record<string, string> = {
      'field.required': `console.design.requiredAt.${value}`,
      'page.layout': `console.design.layouts.${value}`,
      'page.direction': `console.design.readings.${value}`,
      'page.opening': `console.design.openings.${value}`,
      'field.core': `console.design.cores.${value}`,
    };
    const key = keys[code];
    return key && te(key) ? t(key) : String(value);
  }

  /** A name that was changed in another language only: what it is called there now. */
  function elsewhere({ code, from, to }: ConfigChange): string | undefined {
    if (!code.endsWith('label') || !isText(from) || !isText(to) || localize(from, own()) !== localize(to, own()))
      return undefined;
    const tag = Object.keys({ ...from, ...to }).find((one) => from[one] !== to[one]);
    return tag === undefined ? undefined : (to[tag] ?? t('console.design.changes.nothing'));
  }

  function words(change: ConfigChange): string {
    const key = `console.design.changes.${change.code.replaceAll('.', '-')}`;
    const named = change.code === 'field.retyped' || change.code === 'field.added';
    const other = elsewhere(change);
    if (other !== undefined) {
      const name = localize(change.to as Record<string, string>, own());
      return t('console.design.changes.other-language', { name, to: other });
    }
    const params = {
      name: localize(change.field?.label, own()) || change.field?.key || '',
      group: localize(change.group, own()),
      from: named ? typeName(String(change.from ?? '')) : word(change.code, change.from),
      to: named ? typeName(String(change.to ?? '')) : word(change.code, change.to),
    };
    return te(key) ? t(key, params) : change.code;
  }

  /** Which colour it has: something comes, something goes, something is otherwise. */
  const sign = ({ code }: ConfigChange): '+' | '−' | '~' => {
    if (/\.(added|returned)$/.test(code)) return '+';
    return /\.(removed|deleted)$/.test(code) ? '−' : '~';
  };
  return { words, sign };
}

const isText = (value: Json | undefined): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((part) => typeof part === 'string');
