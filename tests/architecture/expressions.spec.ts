import { Worker } from 'node:worker_threads';
import {
  type FieldType,
  longestText,
  type PluginDefinition,
  type PluginProvides,
} from '../../server/contract/plugin.js';
import { allExpressions, type Expression, pumpsOf } from './expressions.js';

/** Characters of hostile text. What is linear is through with them in milliseconds, what is not takes many seconds. */
const hostile = 100_000;
const patience = 5000;

interface Bound {
  file: string;
  source: string;
  longest: number;
  /** What keeps longer texts from it. */
  where: string;
}

/** Expressions outside of field types that never meet a long text. An entry without an expression is refused. */
const bounds: readonly Bound[] = [
  {
    file: 'server/modules/media/media.service.ts',
    source: String.raw`\/derived\/.*(\.[^.]+)$`,
    longest: 300,
    where: 'keys of storage are made in server/modules/media, of public ids and names of recipes',
  },
  {
    file: 'server/platform/config.ts',
    source: String.raw`\/+$`,
    longest: 5000,
    where: 'PUBLIC_URL is set by who runs the platform',
  },
];

interface Task extends Expression {
  id: number;
  pumps: [string, string][];
  length: number;
}

/** The first of these that a worker was not through with in time; the ones behind it are not tried. */
function firstSlow(tasks: readonly Task[], wait: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('../support/tools/regexp-worker.mjs', import.meta.url), { workerData: tasks });
    let at: number | undefined;
    let timer: NodeJS.Timeout | undefined;
    const end = (slow?: number) => {
      clearTimeout(timer);
      void worker.terminate().then(() => resolve(slow));
    };
    worker.on('error', reject);
    worker.on('message', (message: { id?: number; done?: true }) => {
      if (message.done) return end();
      at = message.id;
      clearTimeout(timer);
      timer = setTimeout(() => end(at), wait);
    });
  });
}

async function slowOf(tasks: readonly Task[]): Promise<Task[]> {
  const slow: Task[] = [];
  let rest = tasks;
  for (;;) {
    const id = await firstSlow(rest, patience);
    if (id === undefined) return slow;
    const task = rest.find((one) => one.id === id)!;
    // On a busy machine the others may have had the time: it is tried by itself, and patiently.
    if ((await firstSlow([task], 4 * patience)) !== undefined) slow.push(task);
    rest = rest.slice(rest.indexOf(task) + 1);
  }
}

/** By folder of the plugin, what its field types are shown at most. */
async function longestOf(file: string): Promise<number> {
  const folder = /^plugins\/field-[^/]+/.exec(file)?.[0];
  if (!folder) return hostile;
  const { default: plugin } = (await import(`../../${folder}/plugin.ts`)) as { default: PluginDefinition };
  const types = ((plugin.provides as PluginProvides).fieldTypes ?? []) as unknown as FieldType[];
  return Math.min(hostile, Math.max(...types.map(({ longest }) => longest ?? longestText)));
}

describe('expressions over hostile text', () => {
  const all = allExpressions();

  it('are through with it in no time', async () => {
    const tasks: Task[] = [];
    for (const [id, one] of all.entries()) {
      const pumps = pumpsOf(one);
      const bound = bounds.find(({ file, source }) => file === one.file && source === one.source);
      if (pumps.length > 0) tasks.push({ ...one, id, pumps, length: bound?.longest ?? (await longestOf(one.file)) });
    }
    expect(tasks.length).toBeGreaterThan(100);
    const slow = await slowOf(tasks);
    expect(slow.map(({ file, line, source, length }) => `${file}:${line} /${source}/ with ${length}`)).toEqual([]);
  });

  it('are bounded only where they still stand', () => {
    const stands = ({ file, source }: Bound) => all.some((one) => one.file === file && one.source === source);
    expect(bounds.filter((bound) => !stands(bound))).toEqual([]);
  });
});
