import { describeDeaths } from '../support/import.deaths.js';

// One part of a file, and many chunks; `npm run proof -- proof/import` has several parts.
describeDeaths(6_000);
