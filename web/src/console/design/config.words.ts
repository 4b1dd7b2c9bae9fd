import { useI18n } from 'vue-i18n';
import { localize, type Locale, type LocalizedText } from '../../../../server/contract/localized.js';

/** What the server found wrong with a configuration. */
export interface ConfigFault {
  path: string;
  code: string;
  params?: Record<string, unknown>;
}

interface Named {
  id?: string;
  key?: string;
  label?: LocalizedText;
  name?: LocalizedText;
}

/** The document that is spoken of. It may be anybody's file: nothing in it is sure to be there. */
export interface ConfigDocument {
  schema?: { fields?: unknown; groups?: unknown };
  presentation?: { page?: { groups?: unknown } };
  vocabularies?: unknown;
}

const listed = (some: unknown): Named[] => (Array.isArray(some) ? (some as Named[]) : []);
const texts = (params: Record<string, unknown>, key: string): string[] =>
  Array.isArray(params[key]) ? (params[key] as unknown[]).map(String) : [];

/** Sentences about a configuration: which field or place, what is wrong there, and what to do about it. */
export function useConfigWords() {
  const { t, te, locale } = useI18n();
  const say = (key: string, params: Record<string, unknown> = {}) => t(`console.design.problems.${key}`, params);
  const named = (label: unknown): string =>
    typeof label === 'object' && label !== null ? localize(label as LocalizedText, locale.value as Locale) : '';

  function fieldName(document: ConfigDocument, at: string): string {
    const fields = listed(document.schema?.fields);
    const byNumber = /^\d+$/.test(at) ? fields[Number(at)] : undefined;
    const field = fields.find((one) => one.id === at) ?? byNumber;
    return named(field?.label) || field?.key || (byNumber ? say('nth', { n: Number(at) + 1 }) : '');
  }

  function aspect(path: readonly string[]): string {
    const [first = '', ...rest] = path;
    if (first === '') return '';
    const option = rest.find((part) => !/^\d+$/.test(part));
    if (first === 'options' && option !== undefined) {
      const part = /^\d+$/.test(rest[1] ?? '') ? say('part', { n: Number(rest[1]) + 1 }) : '';
      const own = part && rest[2] ? aspect(rest.slice(2)) : '';
      const key = `console.design.options.${option}`;
      return [te(key) ? t(key) : option === 'parts' ? t('console.design.parts') : option, part, own]
        .filter(Boolean)
        .join(' · ');
    }
    return te(`console.design.problems.aspects.${first}`) ? say(`aspects.${first}`) : first;
  }

  /** Where in the document: the field by its name, the vocabulary by its name, else the part of it. */
  function place(document: ConfigDocument, path: string): string {
    const parts = path.split('.').filter((part) => !['file', 'document', 'schema'].includes(part));
    const [head = '', at = '', ...rest] = parts;
    if (head === 'fields' && at !== '') {
      const what = aspect(rest);
      const name = fieldName(document, at);
      return what ? say('ofField', { name, what }) : say('field', { name });
    }
    if (head === 'groups' && at !== '') {
      const groups = listed(document.schema?.groups);
      const group = groups[Number(at)] ?? groups.find((one) => one.key === at);
      return say('group', { name: named(group?.label) || group?.key || say('nth', { n: Number(at) + 1 }) });
    }
    if (head === 'vocabularies' && at !== '') {
      const all = listed(document.vocabularies);
      const found = all.find((one) => one.key === at) ?? all[Number(at)];
      return say('vocabulary', { name: named(found?.name) || found?.key || at });
    }
    if (head === 'presentation' && at !== '') return aspect([at]);
    return head === '' ? say('whole') : aspect([head]);
  }

  function wrong(fault: string, params: Record<string, unknown>): string {
    const expected = typeof params['expected'] === 'string' ? say(`kinds.${params['expected']}`) : '';
    const separator = t('common.listSeparator');
    const unit = params['of'] === 'string' ? 'text' : params['of'] === 'array' ? 'list' : 'number';
    const key = fault === 'long' || fault === 'short' ? `${fault}-${unit}` : fault;
    return say(`faults.${te(`console.design.problems.faults.${key}`) ? key : 'other'}`, {
      ...params,
      expected,
      values: texts(params, 'values').join(separator),
      keys: texts(params, 'keys').join(separator),
    });
  }

  function sentence(fault: ConfigFault, document: ConfigDocument): string {
    const params = fault.params ?? {};
    const shape = /^shape\.(.+)$/.exec(fault.code)?.[1] ?? (fault.code === 'field.bad-option' ? params['fault'] : '');
    if (typeof shape === 'string' && shape !== '') {
      return say('placed', { where: place(document, fault.path), what: wrong(shape, params) });
    }
    const unnamed = /^(page\.)?groups\.(.+)\.label$/.exec(fault.path);
    if (unnamed && fault.code === 'field.no-label') {
      const groups = listed(unnamed[1] ? document.presentation?.page?.groups : document.schema?.groups);
      const n = groups.findIndex((group) => group.key === unnamed[2]) + 1;
      return say(unnamed[1] ? 'page-group-no-label' : 'group-no-label', { n });
    }
    if (fault.code === 'block.bad-value') {
      return say('block-bad-value', { block: named(params['block']), setting: named(params['setting']) });
    }
    const key = fault.code.replaceAll('.', '-');
    const field = /^fields\.([^.]+)/.exec(fault.path)?.[1] ?? String(params['field'] ?? '');
    const word = (key: string, given: unknown) =>
      te(`${key}.${String(given)}`) ? t(`${key}.${String(given)}`) : given;
    const known = {
      ...params,
      name: fieldName(document, field) || named(params['label']) || place(document, fault.path),
      where: place(document, fault.path),
      ...(fault.code.startsWith('field.core-') ? { value: word('console.design.cores', params['value']) } : {}),
      ...(fault.code === 'field.core-unfit'
        ? {
            type: word('forms.types', params['type']),
            need: word('console.design.problems.roleNeeds', params['need']),
          }
        : {}),
    };
    return te(`console.design.problems.${key}`) ? say(key, known) : say('other', known);
  }

  return { sentence, place };
}
