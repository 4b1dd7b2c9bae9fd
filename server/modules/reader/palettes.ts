import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type ThemeDefinition, tokenStyle } from '../../contract/theme.js';
import { Database } from '../../platform/database/database.js';
import { ThemeHost } from '../site/theme.host.js';
import type { Dress } from './document.js';

const mostKept = 2000;
const askAgainMs = 5000;

/** What a page wears, as a style sheet of its own: with none inside the page, none that somebody smuggles in counts. */
@Injectable()
export class Palettes {
  private readonly sheets = new Map<string, string>();
  /** Of what is in force, and therefore the same object from page to page. */
  private readonly names = new WeakMap<ThemeDefinition, WeakMap<Dress['tokens'], string>>();
  private readAt = 0;

  constructor(
    private readonly db: Database,
    private readonly themes: ThemeHost,
  ) {
    for (const theme of themes.themes.values()) this.nameOf(theme, {});
  }

  hrefOf({ theme, tokens }: Dress): string {
    const known = this.names.get(theme) ?? new WeakMap<Dress['tokens'], string>();
    this.names.set(theme, known);
    let name = known.get(tokens);
    if (name === undefined || !this.sheets.has(name)) known.set(tokens, (name = this.nameOf(theme, tokens)));
    return `/palettes/${name}.css`;
  }

  /** A page may have been drawn by another process, which knew of a palette that this one has not seen yet. */
  async find(name: string): Promise<string | undefined> {
    const known = this.sheets.get(name);
    if (known !== undefined || Date.now() - this.readAt < askAgainMs) return known;
    this.readAt = Date.now();
    const rows = await this.db.query<{ theme: { name?: string; tokens?: Record<string, string> } | null }>(
      `SELECT DISTINCT document -> 'theme' AS theme FROM collection_config WHERE part = 'presentation' LIMIT ${mostKept}`,
    );
    for (const { theme } of rows) this.nameOf(this.themes.get(theme?.name), theme?.tokens ?? {});
    return this.sheets.get(name);
  }

  private nameOf(theme: ThemeDefinition, tokens: Record<string, string>): string {
    const css = tokenStyle(theme, tokens);
    const name = createHash('sha256').update(css).digest('hex').slice(0, 20);
    if (!this.sheets.has(name)) {
      if (this.sheets.size >= mostKept) this.sheets.delete(this.sheets.keys().next().value!);
      this.sheets.set(name, css);
    }
    return name;
  }
}
