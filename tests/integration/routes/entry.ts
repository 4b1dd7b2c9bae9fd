import type { Sending } from '../../support/visitor.js';
import type { Actor, Place } from './actors.js';
import type { World } from './world.js';

export interface Call {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  sending?: Pick<Sending, 'headers' | 'raw'>;
}

type Make = (world: World, actor: Actor) => Call | Promise<Call>;

/** One line of the table: what a route needs to be called, and what the contract alone does not say. */
export interface Entry {
  /** A real call. Made afresh for everybody who may, so that two never use up the same thing. */
  make?: Make;
  /**
   * What the call is about. The contract says it for routes on a row; here stands what their rows are in:
   * `library` for things of all the library. Routes on `any` need it when the call names a row.
   */
  place?: Place;
  /** What those who may are answered, if not with success. */
  answers?: number[];
  /** For routes that are open to anybody: how each is answered where it depends on more than being signed in. */
  each?: (actor: Actor) => number[];
  /** The same route asked for what no reader may see: to whoever cannot `item.read` it, it is not there. */
  hidden?: Make;
  /** The call ends a session or a password: it is made by somebody else with the same roles. */
  apart?: boolean;
  /** What it answers is meant for whoever holds the link that was sent to them. */
  tells?: boolean;
}

export type Table = Record<string, Entry>;
