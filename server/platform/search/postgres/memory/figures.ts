import { Gauge } from 'prom-client';
import type { Columns } from './columns.js';

/** What this process keeps: one engine's columns, or those of several in a test. */
const kept = new Set<Columns>();

const sum = (of: (columns: Columns) => number): number => [...kept].reduce((all, columns) => all + of(columns), 0);

new Gauge({
  name: 'linlang_search_memory_bytes',
  help: 'Room that the columns of the embedded search take in this process',
  collect() {
    this.set(sum(({ bytes }) => bytes));
  },
});
new Gauge({
  name: 'linlang_search_memory_items',
  help: 'Items in the columns of the embedded search of this process',
  collect() {
    this.set(sum(({ size }) => size));
  },
});

/** Lists that were counted; see remembered.ts. */
const lists = new Set<{ calculatedSize: number }>();

new Gauge({
  name: 'linlang_search_lists_bytes',
  help: 'Room that lists without words take in this process, counted and kept until the index changes',
  collect() {
    this.set([...lists].reduce((all, { calculatedSize }) => all + calculatedSize, 0));
  },
});

export function showListsInMetrics(...own: { calculatedSize: number }[]): () => void {
  for (const one of own) lists.add(one);
  return () => own.forEach((one) => lists.delete(one));
}

/** Answers how to take them out again. */
export function showInMetrics(columns: Columns): () => void {
  kept.add(columns);
  return () => void kept.delete(columns);
}
