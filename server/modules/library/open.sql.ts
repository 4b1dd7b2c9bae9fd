/**
 * What a library says of itself and of its collections, as conditions in SQL; `labels` is the parameter that holds the
 * reader's. What readers may see of items is built on it, in `access/visible.sql.ts`.
 */
export const openLibrary = (labels: string, library = 'l'): string =>
  `(${library}.state = 'active' AND ${library}.labels && ${labels}::text[])`;

export const openCollection = (labels: string, collection = 'c'): string =>
  `(${collection}.state = 'open' AND ${collection}.labels && ${labels}::text[])`;
