/**
 * Our pages take style sheets from files only, so a library that writes one into the page is refused it, loudly. Where
 * it looks first whether its sheet is there, it finds this: an element of that name that is no sheet. Ours says the rule.
 */
export function standInForSheet(mark: string): void {
  if (document.querySelector(`style[${mark}]`)) return;
  const element = document.createElementNS('urn:linlang', 'style');
  element.setAttribute(mark, '');
  document.head.append(element);
}

export const viewerSheet = 'data-openseadragon-mobile-css';
