import type { Json } from '../../server/contract/values.js';

/** Values of one record by field key; a list where there are several. Every name and thing here is made up. */
export type SampleRecord = Record<string, Json>;

export const held = (number: string): SampleRecord => ({
  callNo: { location: '特藏部', number },
  rights: { status: 'public-domain', basis: '作者逝世逾五十年', access: 'open' },
  source: { agency: '之江大学图书馆', rules: 'GB/T 3792-2021', language: '中文', date: '2026-11-20' },
});
