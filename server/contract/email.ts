/**
 * The one way in which two spellings of an address are the same person: full-width and compatibility forms are what they
 * stand for, capitals do not count. Kept beside the address, so that the database never compares by rules of its own.
 */
export function foldEmail(email: string): string {
  return email.normalize('NFKC').toLowerCase().normalize('NFKC').trim();
}
