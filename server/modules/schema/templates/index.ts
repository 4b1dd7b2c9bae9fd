import { ancientBook } from './ancient-book.js';
import { blank } from './blank.js';
import { dublinCore } from './dublin-core.js';
import { genealogy } from './genealogy.js';
import { withHelp } from './help.js';
import { letter } from './letter.js';
import { map } from './map.js';
import { object } from './object.js';
import { painting } from './painting.js';
import { photograph } from './photograph.js';
import { recording } from './recording.js';
import { rubbing } from './rubbing.js';
import { deed } from './deed.js';
import { gazetteer } from './gazetteer.js';
import { manuscript } from './manuscript.js';
import { newspaper } from './newspaper.js';
import { periodical } from './periodical.js';
import { rareWestern } from './rare-western.js';
import { republican } from './republican.js';
import { schoolArchive } from './school-archive.js';
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
  genealogy,
  deed,
  republican,
  periodical,
  newspaper,
  thesis,
  schoolArchive,
  rareWestern,
  dublinCore,
].map(withHelp);

/** Those, and one for whoever wants none of them. */
export const allTemplates: readonly Template[] = [...templates, withHelp(blank)];

export const templateByKey: ReadonlyMap<string, Template> = new Map(
  allTemplates.map((template) => [template.key, template]),
);
