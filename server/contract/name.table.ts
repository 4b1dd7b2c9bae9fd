/**
 * A table in which names from outside are looked up. It has no names but its own: `constructor` and `toString` stand in
 * every plain object, and nobody who asks for them should be given a function.
 */
export const nameTable = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null) as Record<string, T>, entries);
