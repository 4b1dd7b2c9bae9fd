import { readFileSync } from 'node:fs';

/**
 * What this process holds itself. Files that it has mapped are the system's to take back at any time: a large image is read
 * so, and would count as memory.
 */
export function ownBytes() {
  if (process.platform === 'linux') {
    try {
      const status = readFileSync('/proc/self/status', 'latin1');
      const kb = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
      const own = kb('RssAnon') + kb('RssShmem') + kb('VmSwap');
      if (own > 0) return own * 1024;
    } catch {
      // Not to be had here.
    }
  }
  return process.memoryUsage.rss();
}
