interface Going<T> {
  done: Promise<T>;
  stop: AbortController;
  waiting: number;
}

/** What several ask for at once is done once, and goes on only as long as one of them still waits for it. */
export class SharedWork<T> {
  private readonly going = new Map<string, Going<T>>();

  async join(name: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const one = this.going.get(name) ?? this.begin(name, start);
    one.waiting++;
    try {
      return await unlessAborted(one.done, signal);
    } finally {
      if (--one.waiting === 0) {
        this.forget(name, one);
        one.stop.abort();
      }
    }
  }

  private begin(name: string, start: (signal: AbortSignal) => Promise<T>): Going<T> {
    const stop = new AbortController();
    const one: Going<T> = { done: start(stop.signal), stop, waiting: 0 };
    this.going.set(name, one);
    one.done.then(
      () => this.forget(name, one),
      () => this.forget(name, one),
    );
    return one;
  }

  /** Whoever asks after the last one left begins anew, though what was stopped may still be ending. */
  private forget(name: string, one: Going<T>): void {
    if (this.going.get(name) === one) this.going.delete(name);
  }
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let leave: () => void = () => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([work, left]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
