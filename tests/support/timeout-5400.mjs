import { jest } from '@jest/globals';

jest.setTimeout(5400_000);
