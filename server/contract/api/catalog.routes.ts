import { defineRoutes } from './define.js';

export const catalogRoutes = defineRoutes({});
