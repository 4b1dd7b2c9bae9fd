import { defineRoutes } from './define.js';

export const accountRoutes = defineRoutes({});
