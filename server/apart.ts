import { serveApart } from './platform/apart/apart.child.js';
import { mediaVerbs } from './modules/media/media.verbs.js';
import { glyphVerbs } from './modules/transfer/glyph.verbs.js';

/** A child of the server or the worker: reads files apart from them, and may die alone. */
serveApart({ ...mediaVerbs, ...glyphVerbs });
