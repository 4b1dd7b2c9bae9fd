/** Where the console shows what an entry of the audit log is about. */
export function linkOf(subject: { kind: string; pid: string | null }): string | undefined {
  if (!subject.pid) return undefined;
  const pages: Record<string, string> = {
    item: '/items/',
    collection: '/collections/',
    library: '/libraries/',
    job: '/jobs/',
  };
  const page = pages[subject.kind];
  return page ? page + subject.pid : undefined;
}
