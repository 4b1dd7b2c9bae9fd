import { defineRoutes } from './define.js';

export const searchRoutes = defineRoutes({});
