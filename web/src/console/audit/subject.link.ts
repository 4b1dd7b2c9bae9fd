import { type AuditKind, auditKinds } from '../../../../server/contract/audit.kinds.js';

interface Line {
  action: string;
  subject: { kind: string; pid: string | null; title: string; within?: string | null };
  library: { pid: string } | null;
}

interface Thing {
  pid: string;
  title: string;
  /** What it is found in. */
  within: string | null;
  library: string | null;
}

const people = ({ library }: Thing) => (library ? `/libraries/${library}/people` : '/people');
const nowhere = () => undefined;

const pages: Record<AuditKind, (thing: Thing) => string | undefined> = {
  item: ({ pid }) => `/items/${pid}`,
  file: ({ within }) => (within ? `/items/${within}/pages` : undefined),
  batch: ({ pid, within }) => (within ? `/collections/${within}/batches/${pid}` : undefined),
  collection: ({ pid }) => `/collections/${pid}`,
  template: nowhere,
  vocabulary: ({ pid }) => `/authorities/vocabularies/${pid}`,
  term: ({ pid, title, within }) =>
    within ? `/authorities/vocabularies/${within}?${new URLSearchParams({ q: title, term: pid })}` : undefined,
  agent: ({ pid }) => `/authorities/agents/${pid}`,
  place: ({ pid }) => `/authorities/places/${pid}`,
  library: ({ pid }) => `/libraries/${pid}`,
  account: people,
  invitation: people,
  session: nowhere,
  platform: () => '/security',
  job: ({ pid }) => `/jobs/${pid}`,
};

/** A file that was brought in goes by no record: it leads to the records that it was brought in for. */
const lists: Partial<Record<AuditKind, string>> = {
  agent: '/authorities/agents',
  place: '/authorities/places',
  vocabulary: '/authorities/vocabularies',
};

/** Where the console shows what a line is about. */
export function linkOf({
  action,
  subject: { kind: said, pid, title, within = null },
  library,
}: Line): string | undefined {
  const kind = auditKinds.find((one) => one === said);
  if (!kind || (pid === null && kind !== 'platform')) return undefined;
  if (/\.import(-undo)?$/.test(action)) return lists[kind] && (within ? `${lists[kind]}/${within}` : lists[kind]);
  return pages[kind]({ pid: pid ?? '', title, within, library: library?.pid ?? null });
}
