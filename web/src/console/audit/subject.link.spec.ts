import { linkOf } from './subject.link.js';

const line = (action: string, kind: string, more: { within?: string; library?: string; pid?: string | null } = {}) => ({
  action,
  subject: { kind, pid: more.pid === undefined ? 'p1' : more.pid, title: '套印本', within: more.within ?? null },
  library: more.library ? { pid: more.library } : null,
});

it.each([
  [line('agent.change', 'agent'), '/authorities/agents/p1'],
  [line('place.merge', 'place'), '/authorities/places/p1'],
  [line('vocabulary.change', 'vocabulary'), '/authorities/vocabularies/p1'],
  [line('term.change', 'term', { within: 'v1' }), '/authorities/vocabularies/v1?q=%E5%A5%97%E5%8D%B0%E6%9C%AC&term=p1'],
  // It is gone, and with it where it stood.
  [line('term.remove', 'term'), undefined],
  [line('batch.apply', 'batch', { within: 'c1' }), '/collections/c1/batches/p1'],
  [line('file.caption', 'file', { within: 'i1' }), '/items/i1/pages'],
  [line('grant.give', 'account', { library: 'l1' }), '/libraries/l1/people'],
  [line('account.disable', 'account'), '/people'],
  [line('platform.security', 'platform', { pid: null }), '/security'],
  // By the file that was brought in nothing is found but what it was for.
  [line('agent.import', 'agent'), '/authorities/agents'],
  [line('vocabulary.import-undo', 'vocabulary', { within: 'v1' }), '/authorities/vocabularies/v1'],
  [line('session.begin', 'session'), undefined],
  [line('page.burn', 'scroll'), undefined],
])('leads from a line to what it is about (%#)', (given, page) => {
  expect(linkOf(given)).toBe(page);
});
