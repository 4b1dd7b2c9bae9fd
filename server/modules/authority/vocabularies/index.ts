import { bookVocabularies } from './books.js';
import { dynasties } from './dynasties.js';
import { generalVocabularies } from './general.js';
import { manuscriptVocabularies } from './manuscripts.js';
import type { ShippedVocabulary } from './shipped.js';
import { taboo } from './taboo.js';
import { thingVocabularies } from './things.js';

export type { ShippedTerm, ShippedVocabulary } from './shipped.js';

/** Made by us, in the order of the trade. Libraries add to them, and may have their own of the same key. */
export const shippedVocabularies: readonly ShippedVocabulary[] = [
  ...bookVocabularies,
  dynasties,
  ...generalVocabularies,
  ...manuscriptVocabularies,
  ...thingVocabularies,
  taboo,
];
