import { defineRoutes } from './define.js';

export const schemaRoutes = defineRoutes({});
