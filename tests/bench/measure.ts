import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** Benchmarks print ratios: how many times as long as something else on the same machine in the same minute. No test waits for a clock. */
export interface Measured {
  what: string;
  /** Milliseconds, the median of several rounds. */
  ms: number;
}

export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** One warm-up, then the median: what the machine does beside weighs on single rounds only. */
export async function median(rounds: number, work: () => Promise<unknown> | unknown): Promise<number> {
  await work();
  const all: number[] = [];
  for (let round = 0; round < rounds; round++) all.push(await timed(work));
  all.sort((a, b) => a - b);
  return all[Math.floor(all.length / 2)]!;
}

/** What a process holds of memory now, in megabytes; 0 where the system does not tell. */
export function rss(pid: number | undefined): number {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

const ratio = (value: number): string => `×${value < 10 ? value.toFixed(2) : value.toFixed(1)}`;

const wide = (text: string): number =>
  [...text].reduce((sum, char) => sum + (char.codePointAt(0)! >= 0x2e80 ? 2 : 1), 0);
const padded = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - wide(text)));

/** A table with a row for each thing and a column of ratios for each way; `-` where a way could not be had. */
export class Table {
  private readonly rows: { what: string; ratios: (number | null)[] }[] = [];

  constructor(
    private readonly title: string,
    private readonly columns: readonly string[],
  ) {}

  add(what: string, ratios: (number | null)[]): void {
    this.rows.push({ what, ratios });
  }

  print(): void {
    const width = Math.max(...this.rows.map(({ what }) => wide(what)), 10) + 2;
    const cell = (text: string): string => text.padStart(14);
    const lines = [
      '',
      this.title,
      padded('', width) + this.columns.map(cell).join(''),
      ...this.rows.map(
        ({ what, ratios }) => padded(what, width) + ratios.map((one) => cell(one === null ? '-' : ratio(one))).join(''),
      ),
      '',
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}
