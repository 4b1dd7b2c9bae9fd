/// <reference lib="dom" />
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is left off unless it is asked for, and is asked of us: what is read out is what is seen. */
const options = {
  rules: { 'label-content-name-mismatch': { enabled: true } },
  // Only what is wrong is wanted, by its markup; nothing here plays by itself, so that no recording need be fetched first.
  resultTypes: ['violations'],
  selectors: false,
  preload: false,
};

/** What stands in the way of those who cannot see or point, small or large: a line for each kind, with where. */
export async function axeTroubles(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (given) => {
    const { axe: tool } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await tool.run(given)).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 140)).join(' | ')}`,
    );
  }, options);
}
