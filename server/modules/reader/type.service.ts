import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { readLetters, type Typeface, typefaces } from '../../contract/text/letters.js';
import { TypeCase } from './type.case.js';
import { WebBuild } from './web.build.js';
import { writeWoff2 } from './woff2.writer.js';

const keptBytes = 16 * 1024 * 1024;

/**
 * Titles are set in Song and transcriptions in Kai, of which a page needs a hundred characters or two out of ten thousand:
 * each page asks for just these, as one small font. What it asks for is its address, so that nothing has to be remembered.
 */
@Injectable()
export class TypeService implements OnApplicationShutdown {
  private opened: { edition: string; cases: Map<Typeface, TypeCase> } | null | undefined;
  /** Fonts that were made, or are being made, for all who ask meanwhile. */
  private readonly fonts = new LRUCache<string, Buffer>({
    maxSize: keptBytes,
    // Of a font of one character the address may be the longer part.
    sizeCalculation: (font, key) => font.length + key.length,
  });
  private readonly making = new Map<string, Promise<Buffer>>();

  constructor(private readonly build: WebBuild) {}

  onApplicationShutdown(): void {
    for (const one of this.opened?.cases.values() ?? []) one.close();
    this.opened = null;
  }

  /** Of what all faces are made; undefined where they were not built, as while one works on the web. */
  get edition(): string | undefined {
    return this.open()?.edition;
  }

  /** Undefined for what no page of ours asks for. `cutting` is told of how many characters one is cut, before it is. */
  async font(
    edition: string,
    face: Typeface,
    letters: string,
    cutting: (characters: number) => void = () => undefined,
  ): Promise<Buffer | undefined> {
    const open = this.open();
    if (!open || edition !== open.edition) return undefined;
    const key = `${face} ${letters}`;
    const kept = this.fonts.get(key) ?? this.making.get(key);
    if (kept) return kept;
    const codes = readLetters(letters);
    if (!codes) return undefined;
    cutting(codes.length);
    const found = open.cases.get(face)!.take(codes);
    if (!found.plain.length) return undefined;
    const { header } = open.cases.get(face)!;
    const font = writeWoff2(`Linlang ${face}`, header, found.plain, found.upright);
    this.making.set(key, font);
    try {
      this.fonts.set(key, await font);
    } finally {
      this.making.delete(key);
    }
    return font;
  }

  private open() {
    if (this.opened !== undefined) return this.opened;
    const folder = this.build.typeFolder;
    if (folder === undefined || !existsSync(folder)) return (this.opened = null);
    const cases = new Map(typefaces.map((face) => [face, new TypeCase(join(folder, `${face}.case`))]));
    const editions = [...cases.values()].map(({ header }) => header.edition).join(' ');
    return (this.opened = { edition: createHash('sha256').update(editions).digest('hex').slice(0, 10), cases });
  }
}
