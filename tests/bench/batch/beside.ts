import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { good } from '../../support/seed.js';
import type { Visitor } from '../../support/visitor.js';

/** Milliseconds of each thing that people do, sorted. */
export type Times = Record<string, number[]>;

const everyMs = 250;

/** People who read and one who saves a form, each some times a second, while something else goes on or nothing does. */
export class Beside {
  private turn = 0;
  private saves = 0;

  constructor(
    private readonly reader: Visitor,
    private readonly cataloguer: Visitor,
    private readonly item: string,
    private readonly pages: Record<string, (turn: number) => string>,
  ) {}

  /** Whoever comes does not wait for whoever came before, and time runs from when it was to begin. */
  async until(over: Promise<unknown>): Promise<Times> {
    const times: Times = {};
    const out = new Set<Promise<void>>();
    let going = true;
    const stop = () => (going = false);
    over.then(stop, stop);
    let saving = Promise.resolve();
    for (let due = performance.now(); going; due += everyMs) {
      await sleep(Math.max(0, due - performance.now()));
      const turn = this.turn++;
      const began = due;
      const keep = async (what: string, work: Promise<unknown>) => {
        await work;
        (times[what] ??= []).push(performance.now() - began);
      };
      const [name, address] = Object.entries(this.pages)[turn % Object.keys(this.pages).length]!;
      const one = keep(name, this.read(address(turn)));
      out.add(one);
      void one.finally(() => out.delete(one));
      // One person saves one thing after the other: a version that was not seen could not be saved over.
      if (turn % 2 === 0) saving = saving.then(() => keep('a form saved', this.save()));
    }
    await Promise.all([...out, saving]);
    await over;
    for (const all of Object.values(times)) all.sort((a, b) => a - b);
    return times;
  }

  private async read(address: string): Promise<void> {
    const { status } = await this.reader.get(`!${address}`);
    if (status !== 200) throw new Error(`${address}: ${status}`);
  }

  private async save(): Promise<void> {
    const { version, values } = good(await this.cataloguer.get(`/items/${this.item}`));
    good(await this.cataloguer.put(`/items/${this.item}`, { version, values, note: `${++this.saves}` }));
  }
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

export function compared(quiet: Times, busy: Times): string[] {
  return Object.keys(quiet).map((what) => {
    const [a, b] = [quiet[what]!, busy[what] ?? []];
    const of = (times: readonly number[]) => `p50 ${at(times, 0.5).toFixed(0)} p95 ${at(times, 0.95).toFixed(0)} ms`;
    return `${what}: quiet ${of(a)}; meanwhile ${of(b)} (${b.length} times), ×${(at(b, 0.5) / at(a, 0.5)).toFixed(2)} ×${(at(b, 0.95) / at(a, 0.95)).toFixed(2)}`;
  });
}
