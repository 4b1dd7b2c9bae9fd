import { defineRoutes } from './define.js';

export const iiifRawRoutes = defineRoutes({});
