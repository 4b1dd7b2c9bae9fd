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
