import { describeDeaths } from '../support/import.deaths.js';

describeDeaths(45_000);
