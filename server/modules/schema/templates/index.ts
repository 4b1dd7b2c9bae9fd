import { ancientBook } from './ancient-book.js';
import { dublinCore } from './dublin-core.js';
import { letter } from './letter.js';
import { map } from './map.js';
import { object } from './object.js';
import { painting } from './painting.js';
import { photograph } from './photograph.js';
import { recording } from './recording.js';
import { rubbing } from './rubbing.js';
import { gazetteer } from './gazetteer.js';
import { manuscript } from './manuscript.js';
import { rareWestern } from './rare-western.js';
import { republican } from './republican.js';
import { thesis } from './thesis.js';
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
  manuscript,
  gazetteer,
  republican,
  thesis,
  rareWestern,
  dublinCore,
];

export const templateByKey: ReadonlyMap<string, Template> = new Map(
  templates.map((template) => [template.key, template]),
);
