import type { MediaHandler } from '../../contract/plugin.js';

const longest = 200;

/**
 * A name as people may see it and as any file system may keep it. It is never an address or a path of ours,
 * so all that matters is that nothing in it can be taken for more than a name.
 */
export function cleanName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    // Controls, and marks that turn the direction of what follows: `exe.gpj` must not read as `jpg.exe`.
    .replace(/[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFD]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (plain === '') return 'file';
  const characters = [...plain];
  if (characters.length <= longest) return plain;
  const { stem, extension } = splitName(plain);
  const tail = extension === '' ? '' : `.${extension.slice(0, 12)}`;
  return [...stem].slice(0, longest - tail.length).join('') + tail;
}

export function splitName(name: string): { stem: string; extension: string } {
  const found = /^(.+)\.([A-Za-z0-9]{1,8})$/.exec(name);
  return found ? { stem: found[1]!, extension: found[2]!.toLowerCase() } : { stem: name, extension: '' };
}

/** The name with the extension that its content has; a scanner that writes .tif on a JPEG is put right. */
export function rightName(
  name: string,
  mediaType: string,
  handler: MediaHandler,
): { name: string; corrected: boolean } {
  const right = handler.extensions[mediaType] ?? [];
  const { stem, extension } = splitName(name);
  if (right.length === 0 || right.includes(extension)) return { name, corrected: false };
  // What looks like an extension but is none of ours may be part of the name: 卷1.2
  const known = Object.values(handler.extensions).some((list) => list.includes(extension));
  const foreign =
    /^(?:exe|html?|svg|js|php|pdf|zip|gif|bmp|heic|docx?|txt|bin|dat|jpe?g|png|tiff?|webp|mp[34]|wav|glb|gltf)$/;
  const base = known || foreign.test(extension) ? stem : name;
  return { name: `${base}.${right[0]}`, corrected: extension !== '' };
}
