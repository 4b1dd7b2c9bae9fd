/** The search box says with one word where to look (`in=library:zhijiang`); links say it with two names. */
export function placeOf({ in: place, library, collection }: { in?: string; library?: string; collection?: string }): {
  library?: string;
  collection?: string;
} {
  const [, kind, name] = /^(library|collection):(.+)$/.exec(place ?? '') ?? [];
  const own = {
    library: library || (kind === 'library' ? name : ''),
    collection: collection || (kind === 'collection' ? name : ''),
  };
  return {
    ...(own.library ? { library: own.library } : {}),
    ...(own.collection ? { collection: own.collection } : {}),
  };
}

/** Years as they were given, the earlier first. */
export function yearsInOrder<Y extends { from?: number | undefined; to?: number | undefined }>(years: Y): Y {
  const { from, to } = years;
  return from !== undefined && to !== undefined && from > to ? { ...years, from: to, to: from } : years;
}
