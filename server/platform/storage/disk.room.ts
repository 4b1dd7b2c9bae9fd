import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '../../contract/problems.js';
import { isMissing } from './storage.errors.js';

/** Says 507 before a disk is full: what is full to the last byte cannot be read well either, nor cleaned up. */
export async function assertDiskRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await diskOf(folder);
  if (bavail * bsize < bytes) throw new Problem('storage.full');
}

/** A folder that is not made yet will be on the disk of what it is to lie in. */
async function diskOf(folder: string): Promise<{ bavail: number; bsize: number }> {
  try {
    return await statfs(folder);
  } catch (error) {
    if (!isMissing(error) || dirname(folder) === folder) throw error;
    return diskOf(dirname(folder));
  }
}
