import { saveFile } from '../parts/save.file.js';
import { call } from '../shell/call.js';

/** The configuration in force, as a file of the reader's own. */
export async function saveExport(collection: string, slug: string): Promise<void> {
  const file = await call('GET /collections/:collection/export', { params: { collection } });
  saveFile(`${slug}.linlang.json`, new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' }));
}
