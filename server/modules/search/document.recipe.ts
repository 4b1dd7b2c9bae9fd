import { TEXT_RECIPE } from '../../contract/text/index.js';

/** Goes up with whatever a document holds beside its tokens: what its card is drawn from, its facets, its orders. */
const contents = 7;

/** How documents are made today. Another number than the index has makes all of them anew. */
export const DOCUMENT_RECIPE = TEXT_RECIPE * 1000 + contents;
