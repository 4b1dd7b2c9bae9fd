import { defineRoutes } from './define.js';

export const libraryRoutes = defineRoutes({});
