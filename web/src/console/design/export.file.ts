import { call } from '../shell/call.js';

/** The configuration in force, as a file of the reader's own. */
export async function saveExport(collection: string, slug: string): Promise<void> {
  const file = await call('GET /collections/:collection/export', { params: { collection } });
  const url = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${slug}.linlang.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
