import type { Locale } from '../../../server/contract/localized.js';

export type LocaleName = Locale;

/** A copy, because the contract's list comes with a validator that readers should not have to download. */
export const locales: readonly Locale[] = ['zh-CN', 'zh-TW', 'en'];
