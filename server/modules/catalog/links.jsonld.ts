import type { RelationRole } from '../../contract/relations.js';
import type { Json } from '../../contract/values.js';

interface NamedLink {
  role: RelationRole;
  pid: string;
  title: string;
  field_id: string | null;
}

/**
 * The links of an item, as schema.org says them. What its own fields say is there already; the properties that
 * both use come together.
 */
export function linksJsonLd(own: Record<string, Json>, links: readonly NamedLink[], origin = ''): Record<string, Json> {
  const said: Record<string, Json[]> = {};
  for (const { role, pid, title, field_id } of links) {
    if (!role.schemaOrg || field_id !== null) continue;
    (said[role.schemaOrg] ??= []).push({ '@type': 'CreativeWork', name: title, url: `${origin}/i/${pid}` });
  }
  return Object.fromEntries(
    Object.entries(said).map(([property, parts]) => {
      const before = own[property];
      return [property, [...(before === undefined ? [] : Array.isArray(before) ? before : [before]), ...parts]];
    }),
  );
}
