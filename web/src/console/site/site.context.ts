import { inject, type InjectionKey, type Ref } from 'vue';
import type { Answer } from '../../../../server/contract/api/index.js';
import type { Block, HomePlace } from '../../../../server/contract/blocks.js';

export type BlockKindRow = Answer<'GET /block-kinds'>['rows'][number];

/** What the parts of a page's builder share: the page, which block is looked at, and what may be put there. */
export interface SiteContext {
  place: HomePlace;
  blocks: Ref<readonly Block[]>;
  /** `step` names what is typed in, so that one step back takes back a word and not a letter. */
  put: (blocks: Block[], step?: string) => void;
  undo: () => void;
  chosen: Ref<string>;
  kinds: Ref<BlockKindRow[]>;
  /** Facets that a block may show: keys and names. */
  facets: Ref<{ value: string; label: string }[]>;
  mayEdit: Ref<boolean>;
  /** Pids, for whatever looks for items. */
  library: Ref<string | undefined>;
}

export const siteKey: InjectionKey<SiteContext> = Symbol('site');
export const useSiteContext = (): SiteContext => inject(siteKey)!;
