import type { Locale } from './localized.js';

/** Browsers drop these before they look where a link leads, and so do we. */
const dropped = /[\u0000-\u0020\u007f]/g;

/**
 * A path on this host and nothing else. Two slashes at its beginning would name another host, and browsers take a
 * backslash for a slash: however many there are, one stays.
 */
export function ownPath(path: string): string {
  const plain = path.replace(dropped, '');
  let at = 0;
  while (plain[at] === '/' || plain[at] === '\\') at++;
  return `/${plain.slice(at)}`;
}

/** A page's address in a language: Chinese (simplified) stands at the root, the others under their own name. */
export function pathIn(locale: Locale, path: string): string {
  if (!path.startsWith('/')) return path;
  const own = ownPath(path);
  if (locale === 'zh-CN') return own;
  return own === '/' ? `/${locale}` : `/${locale}${own}`;
}

/** On this host, or by the web's own protocols; whatever else a link may be made to do is not for text. */
export function safeHref(href: unknown): string | undefined {
  if (typeof href !== 'string' || href.length > 4000) return undefined;
  const plain = href.replace(dropped, '');
  if (plain.length > 2000) return undefined;
  if (plain.startsWith('/')) return ownPath(plain) === plain ? plain : undefined;
  return /^(https?:\/\/[^/\\]|mailto:[^@]+@|#)/i.test(plain) ? plain : undefined;
}
