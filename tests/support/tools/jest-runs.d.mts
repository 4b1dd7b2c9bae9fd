import type { SecondTry } from './second-tries.mjs';

export class JestRuns {
  constructor(options: {
    root: string;
    config: string;
    work: string;
    env?: () => Record<string, string>;
    say: (line: string) => void;
    withinMs?: number;
  });
  readonly total: { passed: number; failed: number; skipped: number };
  readonly secondTries: SecondTry[];
  run(wanted: {
    projects: string[];
    args?: string[];
    patterns?: string[];
    workers?: number;
    again?: boolean;
  }): Promise<void>;
  stop(): void;
}
