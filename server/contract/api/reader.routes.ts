import { defineRoutes } from './define.js';

export const readerRoutes = defineRoutes({});

export const readerRawRoutes = defineRoutes({});
