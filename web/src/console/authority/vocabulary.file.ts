import { call } from '../shell/call.js';

/** A vocabulary, as a file of one's own. */
export async function saveVocabulary(vocabulary: string, format: 'csv' | 'skos'): Promise<void> {
  const { name, type, text } = await call('GET /vocabularies/:vocabulary/export', {
    params: { vocabulary },
    query: { format },
  });
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
