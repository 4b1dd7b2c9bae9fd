/** Which page numbers are shown: first, last, the neighbours; null where some are left out. */
export function pageRow(page: number, pages: number): (number | null)[] {
  const shown = [...new Set([1, 2, page - 1, page, page + 1, pages - 1, pages])]
    .filter((one) => one >= 1 && one <= pages)
    .filter((one) => Math.abs(one - page) <= 1 || one === 1 || one === pages || pages <= 7)
    .sort((a, b) => a - b);
  return shown.flatMap((one, at) => {
    const before = shown[at - 1];
    if (before === undefined || one - before === 1) return [one];
    // A gap of a single page is that page: three dots would save nothing.
    return one - before === 2 ? [one - 1, one] : [null, one];
  });
}
