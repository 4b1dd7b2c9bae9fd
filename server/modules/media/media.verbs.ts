import { writeFile } from 'node:fs/promises';
import type { ImageCut, MediaHandler, MediaInspection } from '../../contract/plugin.js';
import { Problem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import type { ApartContext } from '../../platform/apart/apart.child.js';
import { mediaTypeOf, refusePolyglot } from './content.check.js';
import { soundFacts, soundly } from './file.facts.js';
import { lookingOnly, type Tools, workspaceIn } from './media.workspace.js';

/** A file that lies somewhere local, and a folder for whatever is made of it. */
export interface LocalFile {
  path: string;
  size: number;
  folder: string;
}

export interface Seen {
  mediaType: string;
  handler: string;
  inspection: MediaInspection;
}

export interface CutWork {
  handler: string;
  /** The pyramid. */
  path: string;
  technical: Record<string, Json>;
  cut: ImageCut;
}

export interface DeriveWork extends LocalFile {
  handler: string;
  mediaType: string;
}

/** Everything that reads bytes which somebody sent: run in children of the server and the worker, never in them. */
export const mediaVerbs = {
  /** What a file is, whether we take such a file, and what is in it. */
  async look(file: LocalFile, context: ApartContext): Promise<Seen> {
    const { mediaHandlers } = context.plugins;
    const mediaType = await mediaTypeOf(file.path, file.size, mediaHandlers.values());
    const handler = context.plugins.mediaHandlerFor(mediaType);
    if (!handler) throw new Problem('file.unsupported', { type: mediaType });
    await refusePolyglot(file.path, file.size);
    const { signal } = context;
    const looking = lookingOnly(file.folder, { ...file, mediaType, tools: toolsOf(context), signal });
    const inspection = await soundly(handler.inspect(looking));
    return {
      mediaType,
      handler: handler.key,
      inspection: { ...inspection, technical: soundFacts(inspection.technical) },
    };
  },

  async derive(work: DeriveWork, context: ApartContext): Promise<Record<string, Json>> {
    const handler = handlerOf(work.handler, context);
    const workspace = workspaceIn(work.folder, {
      ...work,
      keep: (derivative) => context.call('keep', derivative),
      log: (level, code, detail) => context.call('log', level, code, detail),
      tools: toolsOf(context),
      signal: context.signal,
    });
    const inspected = await soundly(handler.inspect(workspace));
    context.signal.throwIfAborted();
    const technical: Record<string, Json> = { ...inspected.technical };
    if ((inspected.pages ?? 1) > 1) technical['pages'] = inspected.pages!;
    const learned = await soundly(handler.derive(workspace, technical));
    return soundFacts({ ...technical, ...learned });
  },

  /** The image as bytes, or written to `to`: then how many there are. */
  async cut({ to, ...work }: CutWork & { to?: string }, context: ApartContext): Promise<Uint8Array | number> {
    const bytes = await handlerOf(work.handler, context).cut!(work.path, work.technical, work.cut);
    if (to === undefined) return bytes;
    await writeFile(to, bytes);
    return bytes.length;
  },

  async stored(work: CutWork, context: ApartContext): Promise<Uint8Array | undefined> {
    return handlerOf(work.handler, context).stored?.(work.path, work.technical, work.cut);
  },
};

function handlerOf(key: string, { plugins }: ApartContext): MediaHandler {
  const handler = plugins.mediaHandlers.get(key);
  if (!handler) throw new Error(`no such handler: ${key}`);
  return handler;
}

/** Programs are run by the other side: they end with the work, also where this child dies. */
const toolsOf = (context: ApartContext): Tools => ({
  hasTool: (name) => context.call('hasTool', name),
  runTool: (name, args) => context.call('runTool', name, args),
});
