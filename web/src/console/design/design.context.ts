import { inject, type InjectionKey, type Ref } from 'vue';
import type { Answer } from '../../../../server/contract/api/index.js';
import type { Designing } from './useDesign.js';

export type FieldTypeRow = Answer<'GET /field-types'>['rows'][number];
export type Vocabulary = Answer<'GET /vocabularies'>['rows'][number];

/** What every part of the designer shares. */
export interface DesignContext extends Designing {
  /** The field that is being looked at. */
  chosen: Ref<string>;
  /** The field that was just added, until its name has the focus. */
  added: Ref<string>;
  types: Ref<FieldTypeRow[]>;
  vocabularies: Ref<Vocabulary[]>;
  reloadVocabularies: () => Promise<void>;
  /** Whether the field is in force, so that records may hold values of it. */
  isPublished: (id: string) => boolean;
  mayEdit: Ref<boolean>;
}

export const designKey: InjectionKey<DesignContext> = Symbol('design');
export const useDesignContext = (): DesignContext => inject(designKey)!;
