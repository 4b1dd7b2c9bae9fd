import type { InjectionKey } from 'vue';

/** Another item that a link may lead to. */
export interface FoundItem {
  item: string;
  title: string;
  /** What tells it from its namesakes: number, holder, maker and date. */
  line: string;
  /** The page that stands for it. */
  page: string | null;
}

/** How the editor of links finds items by their words. The console provides it where there is a record to link from. */
export type FindItems = (q: string) => Promise<FoundItem[]>;

export const findItemsKey: InjectionKey<FindItems> = Symbol('find items');
