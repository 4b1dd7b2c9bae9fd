import type { Request } from 'express';
import type { Locale } from '../../contract/localized.js';

function localeOfTag(tag: string): Locale | undefined {
  const lower = tag.toLowerCase();
  if (/^zh-(hant|tw|hk|mo)\b/.test(lower)) return 'zh-TW';
  if (/^zh\b/.test(lower)) return 'zh-CN';
  return /^en\b/.test(lower) ? 'en' : undefined;
}

function preferred(header: string | undefined): Locale | undefined {
  const wishes = (header ?? '')
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const weight = parameters.map((text) => /^\s*q=([\d.]+)/.exec(text)?.[1]).find((text) => text !== undefined);
      return { locale: localeOfTag(tag), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wishes.find((wish) => wish.locale)?.locale;
}

/** A page's language is in its address, so that a link shows everybody the same; the API goes by what is asked for. */
export function localeOf(request: Request, own: Locale | undefined): Locale {
  const first = request.originalUrl.split(/[/?]/)[1] ?? '';
  if (first === 'en' || first === 'zh-TW') return first;
  if (first !== 'api') return 'zh-CN';
  return preferred(request.get('accept-language')) ?? own ?? 'zh-CN';
}
