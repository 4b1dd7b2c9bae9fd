import { type CoreKey, isCommon } from '../../contract/field.roles.js';
import type { FieldGroupView, FieldView, Run, ValueView } from '../../contract/reader.js';

const common = ({ core }: FieldView): boolean => core !== undefined && isCommon(core as CoreKey);

/**
 * What readers are told: that something does not apply is for catalogers, and what the field that all collections have
 * says is not said twice where a field of the collection's own says it more exactly (时间 and 拍摄时间).
 */
export function saidOnce(groups: FieldGroupView[]): FieldGroupView[] {
  const told = groups.map((group) => ({
    ...group,
    fields: group.fields.flatMap((field) => {
      const values = field.values.filter(({ blank }) => blank !== 'not-applicable');
      return values.length > 0 ? [{ ...field, values }] : [];
    }),
  }));
  const own = told.flatMap(({ fields }) => fields).filter((field) => !common(field));
  const repeated = (field: FieldView): boolean =>
    common(field) &&
    own.some(
      (other) =>
        other.type === field.type &&
        field.values.every(({ text }) => other.values.some((value) => value.text === text)),
    );
  return told
    .map((group) => ({ ...group, fields: withDynasties(group.fields.filter((field) => !repeated(field))) }))
    .filter(({ fields }) => fields.length > 0);
}

const words = ({ values }: FieldView): string => values.map(({ text }) => text).join('\n');

/** A date that says no more than its dynasty is one line with it: with its years, and leading where the dynasty leads. */
function withDynasties(fields: FieldView[]): FieldView[] {
  const dynastyOf = (date: FieldView) =>
    date.type === 'date'
      ? fields.find(({ type, ...one }) => type === 'term' && words({ type, ...one }) === words(date))
      : undefined;
  const joined = new Set(fields.map(dynastyOf));
  return fields
    .filter((field) => !joined.has(field))
    .map((date) => {
      const dynasty = dynastyOf(date);
      if (!dynasty) return date;
      const led = (value: ValueView, at: number): ValueView => {
        const href = value.href ?? dynasty.values[at]?.href;
        return href === undefined ? value : { ...value, href };
      };
      return { ...date, values: date.values.map(led) };
    });
}

/** In one line the same words stand once: a letter of which neither writer nor addressee is known is 佚名, not 佚名 · 佚名. */
export const eachOnce = (runs: Run[]): Run[] =>
  runs.filter(({ text }, at) => runs.findIndex((one) => one.text === text) === at);
