import type { Font } from './sfnt.mjs';

export const typeSources: string[];
export function buildType(root: string, out: string): Promise<string[]>;
export function packCase(fonts: Font[]): Buffer;
