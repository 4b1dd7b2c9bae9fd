interface Begun<T> {
  one: T;
  over: Promise<{ error: unknown } | null>;
}

/**
 * Works on several at once, and tells of each in the order in which they come: what is told of is done, and so is all before it.
 * After a failure nothing is begun, and what was begun is waited for: nobody goes on working behind the caller's back.
 */
export async function inOrder<T>(
  all: AsyncIterable<T>,
  atOnce: number,
  work: (one: T) => Promise<void>,
  done: (one: T) => Promise<void>,
): Promise<void> {
  const begun: Begun<T>[] = [];
  const oldest = async (): Promise<void> => {
    const { one, over } = begun[0] as Begun<T>;
    const failed = await over;
    if (failed) throw failed.error;
    await done(one);
    begun.shift();
  };
  try {
    for await (const one of all) {
      const over = work(one).then(
        () => null,
        (error: unknown) => ({ error }),
      );
      begun.push({ one, over });
      if (begun.length >= atOnce) await oldest();
    }
    while (begun.length > 0) await oldest();
  } finally {
    await Promise.all(begun.map(({ over }) => over));
  }
}
