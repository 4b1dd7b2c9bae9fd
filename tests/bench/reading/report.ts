import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { machineOf } from '../../../server/launch/machine.mjs';
import { type Load, percentile } from '../../support/load.js';
import type { Filled } from './filling.js';
import type { OpenSearchFigures } from '../../support/opensearch.js';
import type { Memory } from './started.js';

/** What was measured of one kind of page. */
export interface Row {
  name: string;
  alone: Load;
  steady: Load;
  unseen: Load;
  seen: Load;
}

export interface Report {
  what: string;
  items: number;
  pages: number;
  filled: Filled | null;
  startMs: number;
  tuning: string;
  before: Memory;
  after: Memory;
  disk: { all: number; index: number };
  opensearch: OpenSearchFigures | null;
  rate: number;
  clients: number;
  rows: Row[];
}

const ms = (value: number): string => (Number.isNaN(value) ? '-' : value < 10 ? value.toFixed(1) : value.toFixed(0));
const perSecond = ({ ms: good, seconds }: Load): number => good.length / seconds;
const per = (load: Load): string => {
  const value = perSecond(load);
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
};
const of = (load: Load, hundredth: number): string => ms(percentile(load.ms, hundredth));

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)];
}

function machineLine(): string {
  const { memoryMb, cores } = machineOf();
  const model = os.cpus()[0]?.model ?? 'unknown processor';
  return `${cores} cores (${model}), ${memoryMb} MB, ${os.type()} ${os.release()}, Node ${process.version}, load ${os
    .loadavg()
    .map((one) => one.toFixed(1))
    .join(' ')} before`;
}

export const machine = machineLine();

export function revisionOf(checkout: string): string {
  try {
    const said = execFileSync('git', ['-C', checkout, 'log', '-1', '--format=%h %s'], { encoding: 'utf8' });
    return said.trim();
  } catch {
    return 'no revision known';
  }
}

export function printed(report: Report): string {
  const { filled, before, after, disk, rate, clients } = report;
  const wrong = (row: Row) => row.alone.failed + row.steady.failed + row.unseen.failed + row.seen.failed;
  const late = Math.max(...report.rows.map(({ steady }) => steady.lateMs));
  const rowsIn = filled?.rows ? `rows in ${filled.rows.toFixed(0)} s, ` : '';
  const many = report.items + report.pages;
  const documents = filled
    ? `${rowsIn}index in ${filled.index.toFixed(0)} s (${Math.round(report.items / filled.index)} items/s, ${Math.round(many / filled.index)} documents/s with pages)`
    : '';
  const own = report.opensearch;
  const head = [
    'page',
    'p50 alone',
    `p50 at ${rate}/s`,
    'p95',
    'p99',
    `unseen/s at ${clients}`,
    'p95',
    'seen/s',
    'p95',
    'wrong',
  ];
  const rows = report.rows.map((row) => [
    row.name,
    of(row.alone, 50),
    ...[50, 95, 99].map((hundredth) => of(row.steady, hundredth)),
    per(row.unseen),
    of(row.unseen, 95),
    per(row.seen),
    of(row.seen, 95),
    String(wrong(row)),
  ]);
  const problems = report.rows.flatMap((row) =>
    [row.alone, row.steady, row.unseen, row.seen].flatMap(({ problems: some }) =>
      some.map((one) => `  ${row.name}: ${one}`),
    ),
  );
  return [
    '',
    `${report.what}`,
    `${report.items} items, ${report.pages} pages of text; milliseconds; at ${rate}/s waiting counts; the load tool on the same cores`,
    machine,
    report.tuning,
    filled ? `filled: ${documents}` : 'filled before',
    `start with these data: ${(report.startMs / 1000).toFixed(1)} s`,
    `memory, MB: server ${before.server} → ${after.server}, worker ${before.worker} → ${after.worker}, PostgreSQL ${before.database} → ${after.database}`,
    `disk, MB: tables and indexes ${disk.all}, of these the index ${disk.index}`,
    ...(own ? [`OpenSearch, MB: memory ${own.memory}, of it heap ${own.heap}; disk ${own.disk}`] : []),
    `the tool itself was late by ${ms(late)} ms at worst`,
    '',
    ...table(head, rows),
    ...(problems.length > 0 ? ['', 'wrong answers:', ...problems.slice(0, 30)] : []),
    '',
  ].join('\n');
}

/** How many times as fast the first is: rates by rates, waiting by waiting. */
export function compared(one: Report, other: Report): string {
  const ratio = (value: number) =>
    Number.isFinite(value) ? `×${value < 10 ? value.toFixed(2) : value.toFixed(0)}` : '-';
  const waits = (a: Load, b: Load, hundredth: number) =>
    ratio(percentile(b.ms, hundredth) / percentile(a.ms, hundredth));
  const rows = one.rows.flatMap((row) => {
    const that = other.rows.find(({ name }) => name === row.name);
    if (!that) return [];
    return [
      [
        row.name,
        waits(row.alone, that.alone, 50),
        waits(row.steady, that.steady, 50),
        waits(row.steady, that.steady, 95),
        ratio(perSecond(row.unseen) / perSecond(that.unseen)),
        ratio(perSecond(row.seen) / perSecond(that.seen)),
      ],
    ];
  });
  const head = ['page', 'p50 alone', `p50 at ${one.rate}/s`, 'p95', 'unseen/s', 'seen/s'];
  return ['', `How many times as fast: ${one.what} against ${other.what}`, ...table(head, rows), ''].join('\n');
}
