import type { Relevance } from '../search.request.js';
import type { Columns } from './memory/columns.js';
import { type Asked, type Marks, marked } from './plan.js';

/** Every item's class of relevance, told by sets of ids: right however many there are, and no vector is read for it. */
export class Grades {
  private readonly names: Relevance[];
  private readonly grades: Uint8Array;

  constructor({ classes }: Asked, known: Marks) {
    const { size } = known;
    this.names = [...classes.map(({ relevance }) => relevance), classes.length > 0 ? 'text' : 'any'];
    this.grades = new Uint8Array(size).fill(classes.length);
    for (let grade = classes.length - 1; grade >= 0; grade--) {
      const marks = marked(classes[grade]!.plan, known);
      for (let place = 0; place < size; place++) if (marks[place] === 1) this.grades[place] = grade;
    }
  }

  of(place: number): Relevance {
    return this.names[this.grades[place] as number] as Relevance;
  }

  /** Places by class, the best first. */
  apart(places: Int32Array): { relevance: Relevance; places: Int32Array }[] {
    // All are equal where nothing was asked for.
    if (this.names.length === 1) return [{ relevance: this.names[0] as Relevance, places }];
    return this.names.map((relevance, at) => ({
      relevance,
      places: places.filter((place) => this.grades[place] === at),
    }));
  }
}

/** Ids as the indexes give them, one after the other with commas: marked at their places. */
export function idMarks(ids: string | null, columns: Columns): Uint8Array {
  const marks = new Uint8Array(columns.size);
  if (ids === null) return marks;
  let id = 0;
  for (let at = 0; at <= ids.length; at++) {
    const digit = ids.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      id = id * 10 + digit;
      continue;
    }
    const place = columns.placeOf(id);
    if (place >= 0) marks[place] = 1;
    id = 0;
  }
  return marks;
}
