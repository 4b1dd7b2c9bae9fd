import { problemStatus } from '../../contract/problems.js';

/** What the two sides say to each other, over a channel that carries bytes as they are. */

/** Said to a child first: what to load. It is given nothing else of ours, no address and no secret. */
export interface Begin {
  begin: {
    pluginFolders: string[];
    pluginOptions: Record<string, unknown>;
    memoryMb: number;
    outputBytes: number;
    niceness: number;
  };
}

export type ToChild =
  | Begin
  | { task: number; verb: string; given: unknown }
  | { abort: number }
  /** The answer to a call of the child's. */
  | { answer: number; value?: unknown; error?: ErrorForm };

export type FromChild =
  | { ready: true }
  | { broken: string }
  | { done: number; value?: unknown; error?: ErrorForm; tooLarge?: boolean; held: number }
  /** Something that only the other side can do: keep a derivative, run a program. */
  | { call: number; task: number; name: string; given: unknown[] };

/** An error on its way: a Problem stays one. */
export interface ErrorForm {
  message: string;
  stack?: string | undefined;
  /** Of the system: ENOSPC. */
  errno?: string | undefined;
  problem?: { code: string; params: Record<string, unknown>; fields: unknown[] } | undefined;
  storageMissing?: string | undefined;
}

const isObject = (heard: unknown): heard is Record<string, unknown> => typeof heard === 'object' && heard !== null;
const isText = (heard: unknown): boolean => heard === undefined || typeof heard === 'string';

function isErrorForm(heard: unknown): heard is ErrorForm {
  if (!isObject(heard) || typeof heard['message'] !== 'string') return false;
  if (![heard['stack'], heard['errno'], heard['storageMissing']].every(isText)) return false;
  const { problem } = heard;
  if (problem === undefined) return true;
  if (!isObject(problem) || !isObject(problem['params']) || !Array.isArray(problem['fields'])) return false;
  return typeof problem['code'] === 'string' && Object.hasOwn(problemStatus, problem['code']);
}

/** A child that a file has taken over may say anything: what is none of our words is not listened to. */
export function isFromChild(heard: unknown): heard is FromChild {
  if (!isObject(heard)) return false;
  if ('ready' in heard) return heard['ready'] === true;
  if ('broken' in heard) return typeof heard['broken'] === 'string';
  if ('call' in heard) {
    const { call, task, name, given } = heard;
    return typeof call === 'number' && typeof task === 'number' && typeof name === 'string' && Array.isArray(given);
  }
  const { done, error, held } = heard;
  return typeof done === 'number' && typeof held === 'number' && (error === undefined || isErrorForm(error));
}
