import type { Request } from 'express';
import type { Locale } from '../../contract/localized.js';

function localeOfTag(tag: string): Locale | undefined {
  const lower = tag.toLowerCase();
  if (/^zh-(hant|tw|hk|mo)\b/.test(lower)) return 'zh-TW';
  if (/^zh\b/.test(lower)) return 'zh-CN';
  return /^en\b/.test(lower) ? 'en' : undefined;
}

/** A page's language is in its address, so that a link shows everybody the same; the API goes by what is asked for. */
export function localeOf(request: Request, own: Locale | undefined): Locale {
  const first = request.originalUrl.split(/[/?]/)[1] ?? '';
  if (first === 'en' || first === 'zh-TW') return first;
  if (first !== 'api') return 'zh-CN';
  // What is asked for, the most wished for first; written by whatever script or place a browser has for it.
  const [wished] = request.acceptsLanguages().flatMap((tag) => localeOfTag(tag) ?? []);
  return wished ?? own ?? 'zh-CN';
}
