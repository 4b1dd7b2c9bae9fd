/** Where the console shows what an entry of the audit log is about. */
export function linkOf(subject: { kind: string; pid: string | null }): string | undefined {
  if (!subject.pid) return undefined;
  const pages: Record<string, string> = {
    item: '/items/',
    collection: '/collections/',
    library: '/libraries/',
    job: '/jobs/',
    agent: '/authorities/agents/',
    place: '/authorities/places/',
    vocabulary: '/authorities/vocabularies/',
  };
  const page = pages[subject.kind];
  return page ? page + subject.pid : undefined;
}
