/** Tables for spreadsheets are made by the server and by the console alike. */

/** A spreadsheet takes what begins like this for a formula and runs it; numbers it may have. */
export const safeCell = (cell: string): string =>
  /^'*[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;

export const csvStyle = { record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const;
