// node --import: runs TypeScript sources as they are, for the children of tests, which have no jest.
import { register } from 'node:module';

register(new URL('./from-source.hooks.mjs', import.meta.url));
