import { useI18n } from 'vue-i18n';
import type { Answer } from '../../../../server/contract/api/index.js';
import { localize, type Locale } from '../../../../server/contract/localized.js';

export type ImportRow = Answer<'GET /authorities/imports/:import/rows'>['rows'][number];

/** What is wrong with rows of a file, in the page and in a table. */
export function useImportWords() {
  const { t, locale } = useI18n();
  const name = (row: ImportRow): string => localize(row.name, locale.value as Locale);
  const problems = (row: ImportRow): string[] =>
    row.problems.map(({ code, value }) => t(`console.exchange.problems.${code}`, { value }));

  const tableHead = (): string[] => ['row', 'name', 'problems'].map((key) => t(`console.exchange.table.${key}`));
  const tableCells = (row: ImportRow): string[] => [String(row.row), name(row), problems(row).join(' ')];
  return { name, problems, tableHead, tableCells };
}
