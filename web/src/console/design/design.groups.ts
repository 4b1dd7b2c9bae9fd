import type { LocalizedText } from '../../../../server/contract/localized.js';
import { sameJson } from '../../../../server/contract/config.diff.js';
import { type Design, drop, fieldOf, moved } from './design.edits.js';

/** Groups stand twice: in the form, and on the page. The page follows the form for as long as it says the same. */
interface Group {
  key: string;
  label: LocalizedText;
  fields: string[];
}

const withForm = (design: Design, groups: Group[]): Design => ({
  ...design,
  schema: { ...design.schema, groups: groups as Design['schema']['groups'] },
});
const withPage = (design: Design, groups: Group[]): Design => ({
  ...design,
  presentation: { ...design.presentation, page: { ...design.presentation.page, groups } },
});
const renamed = (groups: Group[], key: string, label: LocalizedText): Group[] =>
  groups.map((group) => (group.key === key ? { ...group, label } : group));

/** Up and down within its group, and over its edge into the next one. */
export function shiftField(design: Design, id: string, by: -1 | 1): Design {
  const groups = design.schema.groups.map((group) => ({ ...group, fields: [...group.fields] }));
  const living = new Set(design.schema.fields.filter((field) => !field.removed).map((field) => field.id));
  const at = groups.findIndex((group) => group.fields.includes(id));
  const own = groups[at];
  if (!own) return design;
  const seen = own.fields.filter((one) => living.has(one));
  const place = seen.indexOf(id);
  const beside = seen[place + by];
  if (beside !== undefined) {
    own.fields = drop(own.fields, id);
    own.fields.splice(own.fields.indexOf(beside) + (by > 0 ? 1 : 0), 0, id);
  } else {
    const next = groups[at + by];
    if (!next) return design;
    own.fields = drop(own.fields, id);
    if (by > 0) next.fields.unshift(id);
    else next.fields.push(id);
  }
  return followed(design, withForm(design, groups));
}

export function orderGroup(design: Design, key: string, ids: string[]): Design {
  const groups = design.schema.groups.map((group) => {
    if (group.key !== key) return { ...group, fields: group.fields.filter((id) => !ids.includes(id)) };
    // Fields out of use are not in the list that was dragged, and keep standing behind it.
    const unseen = group.fields.filter((id) => !ids.includes(id) && fieldOf(design, id)?.removed);
    return { ...group, fields: [...ids, ...unseen] };
  });
  return followed(design, withForm(design, groups));
}

/** A field that went into another group of the form goes with it on the page, unless the page had it elsewhere. */
function followed(before: Design, after: Design): Design {
  const home = (design: Design) =>
    new Map(design.schema.groups.flatMap((group) => group.fields.map((id) => [id, group.key] as const)));
  const was = home(before);
  let groups: Group[] = after.presentation.page.groups;
  for (const [id, key] of home(after)) {
    const from = was.get(id);
    const follows =
      from !== key &&
      groups.some((group) => group.key === from && group.fields.includes(id)) &&
      groups.some((group) => group.key === key);
    if (!follows) continue;
    const row = after.schema.groups.find((group) => group.key === key)!.fields;
    groups = groups.map((group) => {
      const rest = drop(group.fields, id);
      if (group.key !== key) return { ...group, fields: rest };
      const ahead = row.slice(0, row.indexOf(id)).filter((one) => rest.includes(one));
      const at = ahead.length === 0 ? 0 : rest.indexOf(ahead.at(-1)!) + 1;
      return { ...group, fields: [...rest.slice(0, at), id, ...rest.slice(at)] };
    });
  }
  return groups === after.presentation.page.groups ? after : withPage(after, groups);
}

function fresh(design: Design, label: LocalizedText): Group {
  const keys = new Set([...design.schema.groups, ...design.presentation.page.groups].map((group) => group.key));
  let n = design.schema.groups.length + 1;
  while (keys.has(`group${n}`)) n++;
  return { key: `group${n}`, label, fields: [] };
}

export function addGroup(design: Design, label: LocalizedText): Design {
  const group = fresh(design, label);
  const { schema, presentation } = design;
  return withPage(withForm(design, [...schema.groups, group]), [...presentation.page.groups, group]);
}

/** The page says the new name too, unless somebody called its group otherwise. */
export function changeGroup(design: Design, key: string, label: LocalizedText): Design {
  const old = design.schema.groups.find((group) => group.key === key);
  const shown = design.presentation.page.groups.find((group) => group.key === key);
  const next = withForm(design, renamed(design.schema.groups, key, label));
  const same = shown && (Object.keys(shown.label).length === 0 || sameJson(shown.label, old?.label));
  return same ? withPage(next, renamed(design.presentation.page.groups, key, label)) : next;
}

export const moveGroup = (design: Design, key: string, by: -1 | 1): Design =>
  withForm(design, shifted(design.schema.groups, key, by));

const shifted = (groups: Group[], key: string, by: -1 | 1): Group[] =>
  moved(
    groups,
    groups.findIndex((group) => group.key === key),
    by,
  );

/** Only an empty group goes: its fields would stand nowhere. */
export function removeGroup(design: Design, key: string): Design {
  const keep = (groups: Group[]): Group[] => groups.filter((group) => group.key !== key || group.fields.length > 0);
  return withPage(withForm(design, keep(design.schema.groups)), keep(design.presentation.page.groups));
}

export const addPageGroup = (design: Design, label: LocalizedText): Design =>
  withPage(design, [...design.presentation.page.groups, fresh(design, label)]);

export const changePageGroup = (design: Design, key: string, label: LocalizedText): Design =>
  withPage(design, renamed(design.presentation.page.groups, key, label));

export const movePageGroup = (design: Design, key: string, by: -1 | 1): Design =>
  withPage(design, shifted(design.presentation.page.groups, key, by));

/** What stood in it stays in the form, and readers no longer see it. */
export const removePageGroup = (design: Design, key: string): Design =>
  withPage(
    design,
    design.presentation.page.groups.filter((group) => group.key !== key),
  );
