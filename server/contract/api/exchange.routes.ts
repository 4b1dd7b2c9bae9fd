import { z } from 'zod';
import { jobStates } from '../jobs.js';
import { LocalizedText } from '../localized.js';
import { Pid } from '../pid.js';
import { AuthorityKind } from './authority.routes.js';
import { TermView } from './authority.routes.js';
import { defineRoutes, pageOf, PageQuery, pidParams, Timestamp } from './define.js';

/** What can be wrong with a file as a whole. */
export const fileProblems = [
  'empty',
  'encoding',
  'spreadsheet',
  'binary',
  'format',
  'too-many',
  'too-large',
  'columns',
  'quote',
  'syntax',
  'entities',
  'remote',
  'no-concepts',
] as const;

/** What can be wrong with one row of it. */
export const rowProblems = [
  'no-code',
  'bad-code',
  'no-name',
  'too-long',
  'too-many-names',
  'bad-year',
  'bad-kind',
  'bad-coordinate',
  'half-coordinates',
  'twice',
  'no-parent',
  'ring',
  'too-deep',
  'columns',
  'merged',
  'several',
  'not-ours',
  /** This one keeps nothing out: only the first of several is followed. */
  'second-parent',
] as const;

export const rowActions = ['add', 'change', 'same', 'bad'] as const;
export const importStates = [
  'reading',
  'read',
  'refused',
  'applying',
  'stopped',
  'failed',
  'applied',
  'undoing',
  'undone',
] as const;

const count = z.number().int();
export const ImportView = z
  .object({
    pid: Pid,
    kind: AuthorityKind,
    name: z.string(),
    state: z.enum(importStates),
    /** Why the file as a whole was refused, and where in it. */
    problem: z.object({ code: z.enum(fileProblems), value: z.string(), row: count }).nullable(),
    /** Rows by what they would do, and by what became of them. */
    counts: z.object({
      add: count,
      change: count,
      same: count,
      bad: count,
      written: count,
      left: count,
      undone: count,
      kept: count,
    }),
    job: z.object({ pid: Pid, state: z.enum(jobStates), done: count, total: count.nullable() }).nullable(),
    createdBy: z.string().nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'AuthorityImport' });

const ImportRow = z.object({
  row: count,
  action: z.enum(rowActions),
  /** The code of a term; the public id of a person or place that is there already. */
  id: z.string(),
  name: LocalizedText,
  problems: z.array(z.object({ code: z.enum(rowProblems), value: z.string() })),
  /** By column, as it stands in a table. */
  changes: z.array(z.object({ column: z.string(), before: z.string(), after: z.string() })),
  done: z.enum(['written', 'left', 'undone', 'kept']).nullable(),
});

const edit = { permission: 'authority.edit', on: 'any' } as const;
const read = { permission: 'authority.read', on: 'any' } as const;
/** Records of which kind, whose: a vocabulary, or the people or places of a library; of the platform without one. */
const which = z.object({ kind: AuthorityKind, vocabulary: Pid.optional(), library: Pid.optional() });
const one = pidParams('import');

/** Authorities as files: out, and in after everybody could see what that would do. */
export const exchangeRoutes = defineRoutes({
  'GET /authorities/export': {
    summary:
      'A vocabulary, or the people or places of one owner, as a file: a table (CSV), or SKOS as Turtle or JSON-LD',
    access: read,
    cost: 'export',
    query: which.extend({ format: z.enum(['csv', 'turtle', 'jsonld']).default('csv') }),
    response: z.object({ name: z.string(), type: z.string(), text: z.string() }),
  },
  'GET /authorities/imports': {
    summary: 'The last files that were brought in for these records, newest first',
    access: edit,
    query: which,
    response: z.object({ rows: z.array(ImportView) }),
  },
  'POST /authorities/imports': {
    summary:
      'Bring a file (CSV; for vocabularies also SKOS as Turtle, RDF/XML or JSON-LD): it is read, and nothing is changed yet',
    access: edit,
    cost: 'import',
    query: which,
    consumes: ['multipart/form-data'],
    response: ImportView,
    status: 201,
  },
  'GET /authorities/imports/:import': {
    summary: 'How far a file is, and what it does',
    access: edit,
    params: one,
    response: ImportView,
  },
  'GET /authorities/imports/:import/rows': {
    summary: 'Its rows one by one: what each would do, what is wrong with it, what became of it',
    access: edit,
    params: one,
    query: PageQuery.extend({ action: z.enum(rowActions).optional() }),
    response: pageOf(ImportRow),
  },
  'GET /authorities/imports/:import/problems': {
    summary: 'All rows with problems: a row as above on a line (JSON)',
    access: edit,
    cost: 'export',
    params: one,
    produces: ['application/x-ndjson'],
  },
  'POST /authorities/imports/:import/apply': {
    summary:
      'Do what the file says, or go on with whatever was stopped; rows with problems keep all of it out unless they are left out',
    access: edit,
    params: one,
    body: z.object({ without: z.boolean().default(false) }),
    response: ImportView,
  },
  'POST /authorities/imports/:import/stop': {
    summary: 'Stop at the next safe point; what is done stays done',
    access: edit,
    params: one,
    response: ImportView,
  },
  'POST /authorities/imports/:import/undo': {
    summary: 'Take back what nobody has changed or used since',
    access: edit,
    params: one,
    response: ImportView,
  },
  'GET /vocabularies/:vocabulary/branch': {
    summary: 'The terms directly below one, or at the top; with `q` those of the whole list that are called so',
    access: read,
    params: pidParams('vocabulary'),
    query: PageQuery.extend({
      parent: z.string().max(60).optional(),
      q: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    response: pageOf(
      TermView.extend({
        /** How many stand directly below it. */
        below: count,
        /** Codes of the terms above it, the nearest first. */
        above: z.array(z.string()),
      }),
    ),
  },
});
