import { mediaSuite } from './media.suite.js';

describe('media in a folder', () => mediaSuite(() => ({})));
