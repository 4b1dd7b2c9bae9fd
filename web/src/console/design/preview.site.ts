import { tokenNames } from '../../../../server/contract/theme.js';
import type { CollectionPresentation } from '../../../../server/contract/collection.js';
import type { Locale } from '../../../../server/contract/localized.js';
import type { LibraryRef, ReaderPage } from '../../../../server/contract/reader.js';

/** As much of a site as parts of reader pages ask about. */
export function previewSite(library: LibraryRef, locale: Locale): ReaderPage {
  return {
    site: {
      name: library.name,
      motto: '',
      locale,
      library,
      seal: '',
      logo: null,
      theme: { name: 'paper', variants: { header: 'wash', home: 'scroll', results: 'list', item: 'below' } },
      path: '/',
      origin: '',
      consoleHref: '/console',
      portalHref: null,
      scopes: [],
      icp: '',
    },
    content: { kind: 'message', status: 200 },
  };
}

/** The reader's colours, which the console covers with its own, and those that the collection has chosen over them. */
export function previewColours({ theme }: CollectionPresentation): Record<string, string> {
  const root = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    tokenNames.map((name) => [`--c-${name}`, theme.tokens[name] ?? root.getPropertyValue(`--c-${name}`)]),
  );
}
