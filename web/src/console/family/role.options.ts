import { localize, type Locale } from '../../../../server/contract/localized.js';
import { knownParts, mustRole, relationRoles } from '../../../../server/contract/relations.js';

/** What may be said of another record, in the words of the relation: its members first, then what it belongs to. */
export const roleOptions = (locale: Locale): { value: string; label: string }[] =>
  relationRoles
    .map((value) => ({ value, role: mustRole(value) }))
    .sort((a, b) => Number(a.role.forward) - Number(b.role.forward))
    .map(({ value, role }) => ({ value, label: localize(role.one, locale) }));

export const partNames = (locale: Locale): string[] => knownParts.map(({ label }) => localize(label, locale));

/** A known part by its key, whatever language it was chosen in; else as it is written. */
export const partKey = (text: string): string => {
  const wanted = text.trim();
  return knownParts.find(({ label }) => Object.values(label).includes(wanted))?.key ?? wanted;
};

/** Whether members of this kind are told apart by which part they are. */
export const asksPart = (role: string): boolean => mustRole(role).kind.key === 'part-of';
