import { ancientBook } from './ancient-book.js';
import { dublinCore } from './dublin-core.js';
import { letter } from './letter.js';
import { map } from './map.js';
import { object } from './object.js';
import { painting } from './painting.js';
import { photograph } from './photograph.js';
import { recording } from './recording.js';
import { rubbing } from './rubbing.js';
import type { Template } from './template.js';

/** In the order in which they are offered. */
export const templates: readonly Template[] = [
  ancientBook,
  rubbing,
  painting,
  photograph,
  recording,
  object,
  letter,
  map,
  dublinCore,
];

export const templateByKey: ReadonlyMap<string, Template> = new Map(
  templates.map((template) => [template.key, template]),
);
