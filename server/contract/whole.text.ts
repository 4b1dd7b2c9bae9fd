/** With the flag `u` a surrogate is only found where it stands alone. */
const broken = /[\0\p{Cs}]/u;

/** Text that a database can keep and any program can read: no NUL in it, and no half of a character. */
export const isWhole = (text: string): boolean => !broken.test(text);
