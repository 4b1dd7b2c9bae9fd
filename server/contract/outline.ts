/** A heading of a table of contents as the record has it; the page is told by its label. */
export interface Heading {
  title: string;
  /** 1 is outermost. */
  level: number;
  page?: string;
}

/** The same, led to the page that it begins on; headings that name no page of this item lead nowhere. */
export interface LedHeading {
  title: string;
  level: number;
  index: number | null;
}

/** Volumes that count their leaves anew have labels alike: then the next one after the heading before is meant. */
export function ledTo(headings: readonly Heading[], labels: readonly string[]): LedHeading[] {
  const places = new Map<string, number[]>();
  labels.forEach((label, index) => {
    const known = places.get(label.trim());
    if (known) known.push(index);
    else if (label.trim()) places.set(label.trim(), [index]);
  });
  let before = 0;
  return headings.map(({ title, level, page }) => {
    const found = page === undefined ? undefined : places.get(page.trim());
    const index = found ? (found.find((one) => one >= before) ?? found[0]!) : null;
    if (index !== null) before = index;
    return { title, level, index };
  });
}
