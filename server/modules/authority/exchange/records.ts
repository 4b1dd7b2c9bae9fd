import type { AuthorityKind, VariantKind } from '../../../contract/api/authority.routes.js';
import type { LocalizedText } from '../../../contract/localized.js';

interface Shared {
  variants: string[];
  external: Record<string, string>;
}

/** What travels of a term. `ord` is its place among all, which a table says by its order. */
export interface TermRecord extends Shared {
  code: string;
  parent: string | null;
  label: LocalizedText;
  /** Languages of further names, by the name itself. */
  variantLangs: Record<string, string>;
  note: LocalizedText;
  fromYear: number | null;
  toYear: number | null;
}

export interface AgentRecord extends Shared {
  kind: 'person' | 'family' | 'body';
  name: LocalizedText;
  variantKinds: Record<string, VariantKind>;
  dynasty: string | null;
  birthYear: number | null;
  deathYear: number | null;
  note: LocalizedText;
}

export interface PlaceRecord extends Shared {
  name: LocalizedText;
  variantKinds: Record<string, VariantKind>;
  modernName: LocalizedText;
  latitude: number | null;
  longitude: number | null;
  /** Public id of the place that it lies in; in a file also that place's name. */
  parent: string | null;
}

export interface Records {
  term: TermRecord;
  agent: AgentRecord;
  place: PlaceRecord;
}

export const blank: { [K in AuthorityKind]: () => Records[K] } = {
  term: () => ({
    code: '',
    parent: null,
    label: {},
    variants: [],
    variantLangs: {},
    note: {},
    external: {},
    fromYear: null,
    toYear: null,
  }),
  agent: () => ({
    kind: 'person',
    name: {},
    variants: [],
    variantKinds: {},
    dynasty: null,
    birthYear: null,
    deathYear: null,
    note: {},
    external: {},
  }),
  place: () => ({
    name: {},
    variants: [],
    variantKinds: {},
    modernName: {},
    latitude: null,
    longitude: null,
    parent: null,
    external: {},
  }),
};

/** One thing wrong with one row, and what stood there. */
export interface RowProblem {
  code: RowProblemCode;
  value: string;
}

export type RowProblemCode =
  | 'no-code'
  | 'bad-code'
  | 'no-name'
  | 'too-long'
  | 'too-many-names'
  | 'bad-year'
  | 'bad-kind'
  | 'bad-coordinate'
  | 'half-coordinates'
  | 'twice'
  | 'no-parent'
  | 'ring'
  | 'too-deep'
  | 'columns'
  | 'merged'
  | 'several'
  | 'not-ours'
  | 'second-parent';

/** What somebody should know, and what does not keep the row out. */
export const harmless: ReadonlySet<RowProblemCode> = new Set(['second-parent']);

export type Wrong = (code: RowProblemCode, value: string) => void;

/** One record of a file, before anybody knows whether there is one like it already. */
export interface Incoming<R> {
  /** Where it stands: the row of a table as a spreadsheet counts, or how many concepts came before it. */
  row: number;
  /** What names it: a code, or a public id; empty where a table leaves that to us. */
  id: string;
  problems: RowProblem[];
  /** The record as it will be; what the file does not speak of stays as it was. */
  over(before: R): R;
}
