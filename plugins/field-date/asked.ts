import { erasNamed } from '../../server/contract/calendar/index.js';
import { fold } from '../../server/contract/text/index.js';
import { readDate } from './date.reading.js';
import { yearNames } from './date.words.js';
import { yearsOf } from './hints.js';
import { sign } from './numeral.js';

export interface YearsMeant {
  from: number;
  to: number;
  /** In words for a reader. */
  text: string;
}

/** 庚寅 was five times since 1600. */
const most = 6;
/** What only dates have. 文明, 长安 and 清明 are read as dates too where a date is expected; among words they are words. */
const marks = new RegExp(
  `\\d|[年纪]|之?间$|[初末]$|^[早晚]|中叶|之际|[时早中晚]期|[代朝]$|${sign}$|^[〇零一二三四五六七八九]{4}$`,
  'u',
);
/** Since 1368 a ruler had one era, and people call his time by it: 乾隆 is his sixty years. */
const oneEraEach = 1368;

/** 三十年代 of no century are of the last that is over: who means others says so. */
const decade = /^(?:上个?世纪)?([一二三四五六七八九]十|[1-9]0)(年代.*)$/u;

/** The years that words of a question mean, if they are a date; words that may be one are not taken for it. */
export function yearsAsked(words: string, locale: string): YearsMeant[] {
  const plain = words.trim();
  const folded = fold(plain);
  const certain = marks.test(folded);
  // Most words are none, and calendars are only unfolded for those that are.
  if (!certain && erasNamed(folded).length === 0) return [];
  const readings = readDate(decade.test(folded) ? folded.replace(decade, '20世纪$1$2') : plain);
  const spans = readings.map(yearsOf);
  const isEra = readings.length === 1 && readings[0]!.stretch === true && spans[0]![0] >= oneEraEach;
  if (!certain && !isEra) return [];
  return spans.slice(0, most).map(([from, to]) => ({ from, to, text: yearNames([from, to], locale) }));
}
