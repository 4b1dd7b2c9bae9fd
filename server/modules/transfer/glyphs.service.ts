import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { ApartLane } from '../../platform/apart/apart.lane.js';
import { Apart } from '../../platform/apart/apart.service.js';
import type { Glyph } from './glyph.verbs.js';

/** Shapes of characters to draw words with, by themselves: no reader's machine has to have a face for them. */
@Injectable()
export class GlyphsService {
  private readonly lane: ApartLane;
  /** A kilobyte each. */
  private readonly known = new LRUCache<string, Glyph>({ max: 5000 });

  constructor(apart: Apart) {
    this.lane = apart.lane({
      name: 'drawing characters',
      children: 1,
      mostWaiting: 12,
      timeMs: 60_000,
      memoryMb: 768,
      outputBytes: 8_000_000,
      idleMs: 60_000,
    });
  }

  /** Those of a text; what no face has is not among them. */
  async of(text: string, signal: AbortSignal): Promise<ReadonlyMap<string, Glyph>> {
    const characters = [...new Set(text)].filter((one) => one.trim() !== '');
    const unknown = characters.filter((one) => !this.known.has(one));
    if (unknown.length > 0) {
      const drawn = await this.lane.run<Record<string, Glyph>>('glyphs', { characters: unknown }, { signal });
      for (const [character, glyph] of Object.entries(drawn)) this.known.set(character, glyph);
    }
    return new Map(
      characters.flatMap((one): [string, Glyph][] => {
        const glyph = this.known.get(one);
        return glyph ? [[one, glyph]] : [];
      }),
    );
  }
}
