/** Something means this record: of all that does, one is looked at. */
export const isMeant = (ref: string): string => `EXISTS (SELECT 1 FROM item_value_meaning_some(${ref}, 1))`;
