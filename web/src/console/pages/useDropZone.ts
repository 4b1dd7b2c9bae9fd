import { useEventListener } from '@vueuse/core';
import { ref, type Ref } from 'vue';

/** Files of a drop, also those inside folders that were dropped whole. */
async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return new Promise((resolve) =>
      (entry as FileSystemFileEntry).file(
        (file) => resolve([file]),
        () => resolve([]),
      ),
    );
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  // A folder is told in parts, until a part is empty.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (part.length === 0) return found;
    for (const inner of part) found.push(...(await filesOf(inner)));
  }
}

/** The whole page takes files; anything else that is dragged is left to whoever dragged it. */
export function useDropZone(zone: Ref<HTMLElement | undefined>, take: (files: File[]) => void) {
  const over = ref(false);
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

  useEventListener(zone, 'dragover', (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    over.value = true;
  });
  useEventListener(zone, 'dragleave', (event: DragEvent) => {
    if (!zone.value?.contains(event.relatedTarget as Node | null)) over.value = false;
  });
  useEventListener(zone, 'drop', async (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    over.value = false;
    const entries = [...(event.dataTransfer?.items ?? [])]
      .map((item) => item.webkitGetAsEntry())
      .filter((entry) => entry !== null);
    const files = entries.length
      ? (await Promise.all(entries.map(filesOf))).flat()
      : [...(event.dataTransfer?.files ?? [])];
    // What systems leave lying in folders is no page of anything.
    take(files.filter((file) => !/^(\.|Thumbs\.db$|desktop\.ini$)/i.test(file.name)));
  });
  return { over };
}
