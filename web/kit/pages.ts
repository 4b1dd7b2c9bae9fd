import type { InjectionKey } from 'vue';

/** A page of the record that is being worked on, to point at. */
export interface PickablePage {
  pid: string;
  label: string;
  /** A picture to draw on, or null where there is none yet. */
  image: string | null;
}

/** Given by whoever shows the form of one item; without it an editor takes what is typed. */
export const pagesKey: InjectionKey<() => PickablePage[]> = Symbol('pages of the item');

/** A part of a page's image in percent of its sides, so that it outlives a better scan. */
export interface PageRegion {
  page: string;
  label?: string;
  box: [x: number, y: number, width: number, height: number];
  note?: string;
}

export const isRegion = (value: unknown): value is PageRegion => {
  const { page, box } = (typeof value === 'object' && value !== null ? value : {}) as Partial<PageRegion>;
  return (
    typeof page === 'string' && Array.isArray(box) && box.length === 4 && box.every((one) => typeof one === 'number')
  );
};
