import { setTimeout as sleep } from 'node:timers/promises';

/**
 * How long may pass until something happens that somebody else brings about: a worker, an index, a browser. Much longer
 * than it ever takes, since the machine may be slow and busy with other things; only a test that fails waits so long.
 */
export const patienceMs = 60_000;

export interface Waiting {
  withinMs?: number;
  everyMs?: number;
  /** What to tell, besides the last answer, when it does not come about: the log of the processes, for one. */
  tell?: () => string | Promise<string>;
}

/**
 * Asks again and again until the answer is as it should be, and gives that answer. What another process does is never
 * looked at once: it is there a moment later than what announces it. An `ask` that throws fails the test at once.
 */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  holds: (answer: T) => boolean,
  { withinMs = patienceMs, everyMs = 50, tell }: Waiting = {},
): Promise<T> {
  const late = Date.now() + withinMs;
  for (;;) {
    const asked = Date.now();
    const answer = await ask();
    if (holds(answer)) return answer;
    // Asked after the time was over, so that a slow answer does not count as a wrong one.
    if (asked > late) {
      const said = JSON.stringify(answer) ?? String(answer);
      throw new Error(`after ${withinMs} ms still ${said.slice(0, 1500)}${tell ? `\n${await tell()}` : ''}`);
    }
    await sleep(everyMs);
  }
}

/** For what is simply true in the end. */
export const comesTrue = async (ask: () => boolean | Promise<boolean>, waiting?: Waiting): Promise<void> =>
  void (await eventually(ask, (answer) => answer, waiting));

/** What must hold for everybody who asks later than a second after something was closed, however busy the machine is. */
export const withinASecond = <T>(ask: () => T | Promise<T>, holds: (answer: T) => boolean): Promise<T> =>
  eventually(ask, holds, { withinMs: 1000 });

/**
 * The same for whole platforms, which share two cores with another one and with browsers: there a second may go by before
 * a process is given any time at all. What is kept for longer than it may be is kept for minutes.
 */
export const atOnceThoughBusy = <T>(ask: () => T | Promise<T>, holds: (answer: T) => boolean): Promise<T> =>
  eventually(ask, holds, { withinMs: 5000 });
