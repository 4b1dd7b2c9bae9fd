import { stillApart, whenOpened } from '../../../kit/reader/islands.js';

/** How it is cited and what can be taken away: nobody needs their code before they are opened. */
export const cite = whenOpened(() => import('./CiteSheet.vue'));
export const take = whenOpened(() => import('./ItemTake.vue'));
/** For paper alone. */
export const citedLine = stillApart(() => import('./CitedLine.vue'));
