/** How tries are slowed down: so many freely, then waits in seconds that double up to the longest. */
export interface Pace {
  free: number;
  first: number;
  longest: number;
  /** After so many minutes the count begins anew. */
  minutes: number;
  /** Counted from the last try, or from the first of the window: a busy network must not be counted for ever. */
  from: 'last' | 'first';
}

export const paces = {
  pair: { free: 5, first: 2, longest: 900, minutes: 60, from: 'last' },
  /** Where addresses are not told apart, strangers share the count with the owner: the wait stays short. */
  anywhere: { free: 5, first: 2, longest: 30, minutes: 60, from: 'last' },
  address: { free: 40, first: 15, longest: 900, minutes: 15, from: 'first' },
  /** A mailbox is not filled by whoever presses a button again and again. */
  invitation: { free: 4, first: 60, longest: 3600, minutes: 120, from: 'last' },
  reset: { free: 15, first: 60, longest: 900, minutes: 60, from: 'first' },
} satisfies Record<string, Pace>;

/** A reset mail that went out is not sent again so soon; the gap doubles up to the life of its link. */
export const mailGap = { minutes: 10, longestMinutes: 60 };

/** Tries at one account are forgotten after an hour without any. */
export const pressureMinutes = 60;

/** What a new address waits before its first try at an account that many addresses are guessing at. Never more. */
export function pressureOf(tries: number): number {
  if (tries <= 20) return 0;
  if (tries <= 50) return 5;
  return tries <= 200 ? 15 : 30;
}

/** The wait after so many tries. */
export function waitAfter(pace: Pace, tries: number): number {
  return tries < pace.free ? 0 : Math.min(pace.first * 2 ** (tries - pace.free), pace.longest);
}

/** The waits after the first, the second try and so on, until they grow no more. */
export function waitsOf(pace: Pace, atLeast: number): number[] {
  return Array.from({ length: pace.free + 10 }, (_, index) => Math.max(waitAfter(pace, index + 1), atLeast));
}
