import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import type { CoreKey } from '../../contract/field.roles.js';
import type { Locale } from '../../contract/localized.js';
import type { CitationSource, CitedAgent } from '../../contract/reader.js';
import { spoken } from '../../contract/text/traditional.js';
import type { StoredValue, Values } from '../../contract/values.js';
import type { RecordForm, ValueService } from '../schema/value.service.js';

interface Said {
  field: FieldDefinition;
  stored: StoredValue;
}

/** What a citation is made of, by the roles of the fields that the public may see. */
export function citationSource(
  config: CollectionConfig,
  fields: readonly FieldDefinition[],
  values: Values,
  about: Pick<CitationSource, 'title' | 'kind' | 'film'>,
  locale: Locale,
  { forms }: ValueService,
): CitationSource {
  const saidIn = (field: FieldDefinition): Said[] =>
    (values[field.id] ?? [])
      .map((stored) => ({ field, stored }))
      .filter(({ stored }) => !stored.blank && stored.value !== undefined);
  const said = (...roles: CoreKey[]): Said[] =>
    roles.flatMap((role) => fields.filter(({ core }) => core === role).flatMap(saidIn));
  const formsOf = (all: Said[]): RecordForm[] =>
    all.flatMap(({ field, stored }) => forms.recordOf(field, stored) ?? []);
  const recorded = (...roles: CoreKey[]): RecordForm[] => formsOf(said(...roles));
  const line = (role: CoreKey): string | undefined => {
    const [first] = said(role);
    return first && forms.displayOf(config, first.field, first.stored, locale);
  };
  /** Of what it shows or tells of, a place says nothing of where it was published. */
  const places = said('place').filter(({ field }) => field.mapping.schemaOrg !== 'spatialCoverage');
  /** A name as it is, without dynasty, role and what the place is called today. */
  const plainly = ([first]: Said[]): string | undefined => {
    const form = first && forms.recordOf(first.field, first.stored);
    return form && nameIn(form);
  };
  const plain = (role: CoreKey): string | undefined => plainly(said(role));
  /** Where the date of every kind of thing is left empty, the collection's own: the one that its cards show. */
  const ownDates = (): RecordForm[] =>
    config.presentation.card.subtitle.flatMap((id) =>
      formsOf(fields.filter((field) => field.id === id && field.type === 'date').flatMap(saidIn)),
    );
  const dates = recorded('date');
  const known = dates.length > 0 ? dates : ownDates();
  const dated = known.find(({ days }) => days) ?? known[0];
  const entries = {
    // What kind of edition it is stands in a citation; by whom and when is said after it.
    edition: line('editionType') ?? line('edition'),
    place: plainly(places),
    publisher: plain('publisher') ?? plain('grantor'),
    identifier: line('identifier'),
    language: recorded('language')[0]?.code,
    date: dated && dateOf(dated),
  };
  const present = Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
  const agents = recorded('author', 'stoneAgent', 'agent').map(agentOf);
  const addressees = recorded('addressee').map(nameIn);
  const names = [...agents.map(({ name }) => name), ...addressees];
  const cited = [about.title, ...names, entries.place, entries.publisher, entries.edition, entries.date?.written];
  return { ...about, ...spoken(cited.filter(Boolean).join(' '), locale), agents, addressees, ...present };
}

const nameIn = ({ parts, text }: RecordForm): string => parts['name']?.text ?? text;

function agentOf(form: RecordForm): CitedAgent {
  const role = form.parts['role']?.text;
  const relator = form.marc['4'];
  return { name: nameIn(form), ...(role ? { role } : {}), ...(relator ? { relator } : {}) };
}

function dateOf({ text, days, years, dc }: RecordForm): NonNullable<CitationSource['date']> {
  if (!days) return { written: text };
  const [from, to] = days.map((day) => new Date((day - 2440588) * 86_400_000)) as [Date, Date];
  const edtf = dc[0] ?? '';
  const ours = from.getUTCFullYear() > 0;
  const [month, last] = [from, to].map((one) => one.toISOString().slice(0, 7));
  return {
    written: text,
    years: years ?? [from.getUTCFullYear(), to.getUTCFullYear()],
    ...(ours && days[0] === days[1] ? { day: from.toISOString().slice(0, 10) } : {}),
    ...(ours && days[0] !== days[1] && month === last ? { month: month! } : {}),
    ...(/[~?%X]/.test(edtf) ? { about: true } : {}),
  };
}
