const few = 4;
const many = 100;

/** Something means this record. */
export const isMeant = (ref: string): string => `EXISTS (SELECT 1 FROM item_value_meaning_some(${ref}, 1))`;

const someIs = (ref: string, most: number, such: string, else_: string): string => `(
  EXISTS (SELECT 1 FROM item_value_meaning_some(${ref}, ${most}) v ${such})
  OR (SELECT count(*) FROM item_value_meaning_some(${ref}, ${most})) = ${most} AND ${else_})`;

/**
 * Some value `v` that means this record is as `such` asks, which goes on behind FROM. A few are looked at first, since a name
 * that stands in many records mostly stands in open ones; all of them only where none of these was as asked.
 */
export const isMeantBy = (ref: string, such: string): string =>
  someIs(ref, few, such, someIs(ref, many, such, `EXISTS (SELECT 1 FROM item_value_meaning(ARRAY[${ref}]) v ${such})`));
