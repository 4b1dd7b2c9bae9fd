export type Cell = string | number | boolean | null | Date | readonly string[] | object;

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string) => text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign]!);

function cell(value: Cell): string {
  if (value === null) return '\\N';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) {
    const parts = value.map((one) => `"${String(one).replace(/[\\"]/g, (sign) => `\\${sign}`)}"`);
    return escaped(`{${parts.join(',')}}`);
  }
  return escaped(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** A row as `COPY … FROM STDIN` reads it: arrays as arrays of text, objects as JSON. */
export const copyLine = (cells: readonly Cell[]): string => `${cells.map(cell).join('\t')}\n`;
