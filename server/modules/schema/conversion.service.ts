import { setImmediate as soon } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { pinyin } from '../../contract/text/pinyin.js';
import { doubtfulIn, toTraditional } from '../../contract/text/traditional.js';
import { Limits } from '../access/limits.service.js';

/** As many characters as one reading of something else takes to do. */
const asOneRead = 2000;
/** After so many everybody else has their turn. */
const atOnce = 5000;

/** Codes are made from names, not from sentences. */
const longestName = 60;
const soundOf = (text: string): string => (text.length > longestName ? '' : pinyin(text));

/** Texts as readers of traditional characters are given them, for those who write them. */
@Injectable()
export class ConversionService {
  constructor(private readonly limits: Limits) {}

  async of(caller: Caller, texts: readonly string[]): Promise<Answer<'POST /conversions'>> {
    const characters = texts.reduce((sum, text) => sum + text.length, 0);
    this.limits.pay(caller, 'read', Math.floor(characters / asOneRead));
    const rows: Answer<'POST /conversions'>['rows'] = [];
    let since = 0;
    for (const text of texts) {
      rows.push({ text: toTraditional(text), doubtful: doubtfulIn(text), sound: soundOf(text) });
      since += text.length;
      if (since < atOnce) continue;
      since = 0;
      await soon();
    }
    return { rows };
  }
}
