import { defineRoutes } from './define.js';

export const mediaRoutes = defineRoutes({});

export const mediaRawRoutes = defineRoutes({});
