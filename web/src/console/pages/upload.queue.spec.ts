import { ApiProblem, Unreachable } from '../../api/problem.js';
import { uploadQueue, type Outcome, type UploadTask } from './upload.queue.js';

const stored: Outcome = { outcome: 'stored', problem: null, notes: [] };
const file = (name: string, bytes = 10) => new File([new Uint8Array(bytes)], name);
/** What has been promised has happened by then, one thing leading to the next. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

interface Turn {
  task: UploadTask;
  arrives(outcome?: Outcome): Promise<unknown>;
  breaks(error: unknown): Promise<unknown>;
}

describe('files on their way', () => {
  const turns: Turn[] = [];
  const busy: boolean[] = [];
  let queue: ReturnType<typeof uploadQueue>;

  beforeEach(() => {
    turns.length = busy.length = 0;
    queue = uploadQueue({
      send: (task) =>
        new Promise((resolve, reject) => {
          const arrives = (outcome = stored) => (resolve(outcome), settled());
          const breaks = (error: unknown) => (reject(error as Error), settled());
          turns.push({ task, arrives, breaks });
        }),
      busy: (now) => busy.push(now),
    });
  });

  const states = (item = 'one') => queue.of(item).tasks.value.map(({ name, state }) => `${name} ${state}`);
  const turn = () => turns.at(-1)!;

  it('go one after the other, as scanners number them, and the window is held until the last has arrived', async () => {
    queue.add('one', [file('p10.tif'), file('p9.tif')]);
    expect(states()).toEqual(['p9.tif sending', 'p10.tif waiting']);
    expect(busy).toEqual([true]);
    await turn().arrives();
    expect(states()).toEqual(['p9.tif done', 'p10.tif sending']);
    expect(turns).toHaveLength(2);
    await turn().arrives({ ...stored, notes: ['file.same'] });
    expect(states()).toEqual(['p9.tif done', 'p10.tif done']);
    expect(queue.of('one').tasks.value[1]).toMatchObject({ sent: 10, notes: ['file.same'] });
    expect(busy).toEqual([true, false]);
  });

  it('join the line that is moving already, of whatever item they are', async () => {
    queue.add('one', [file('a')]);
    queue.add('two', [file('b')]);
    expect(turns).toHaveLength(1);
    await turn().arrives();
    expect([states('one'), states('two')]).toEqual([['a done'], ['b sending']]);
    await turn().arrives();
    expect(busy).toEqual([true, false]);
  });

  it('tell whoever listens for their item, until nobody listens any more', async () => {
    const heard: string[] = [];
    const stop = queue.of('one').onArrival(() => heard.push('one'));
    queue.of('two').onArrival(() => heard.push('two'));
    queue.add('one', [file('a'), file('b'), file('c')]);
    await turn().arrives();
    await turn().arrives({ outcome: 'refused', problem: null, notes: [] });
    expect(heard).toEqual(['one']);
    stop();
    await turn().arrives();
    expect(heard).toEqual(['one']);
  });

  it('that are refused say why and hold nobody up; trying again clears what was said', async () => {
    queue.add('one', [file('a'), file('b'), file('c')]);
    await turn().arrives({ outcome: 'refused', problem: { code: 'file.broken', params: { at: 3 } }, notes: [] });
    await turn().arrives({ outcome: 'refused', problem: null, notes: [] });
    await turn().breaks(new ApiProblem(507, 'storage.full', {}, [], undefined));
    const said = () => queue.of('one').tasks.value.map(({ problem }) => problem?.code);
    expect(said()).toEqual(['file.broken', 'file.unsupported', 'storage.full']);
    expect(states()).toEqual(['a failed', 'b failed', 'c failed']);
    queue.of('one').retryFailed();
    expect(states()).toEqual(['a sending', 'b waiting', 'c waiting']);
    expect(said()[0]).toBeUndefined();
    for (let at = 0; at < 3; at++) await turn().arrives();
    expect(states()).toEqual(['a done', 'b done', 'c done']);
  });

  it('that met no server go on by themselves when the connection is back, and only those', async () => {
    queue.add('one', [file('a'), file('b'), file('c'), file('d')]);
    await turn().breaks(new Unreachable(true));
    await turn().breaks(new Unreachable(false));
    await turn().breaks(new TypeError('ours'));
    await turn().arrives();
    const codes = queue.of('one').tasks.value.map(({ problem }) => problem?.code);
    expect(codes).toEqual(['offline', 'unreachable', 'unexpected', undefined]);
    queue.reconnected();
    expect(states()).toEqual(['a sending', 'b waiting', 'c failed', 'd done']);
    await turn().arrives();
    await turn().arrives();
    expect(states()).toEqual(['a done', 'b done', 'c failed', 'd done']);
    expect(busy).toEqual([true, false, true, false]);
  });

  it('may be paused while they are sent: the next one has the line, and they go on behind it', async () => {
    queue.add('one', [file('a'), file('b')]);
    const [first] = queue.of('one').tasks.value;
    const aborted: (boolean | undefined)[] = [];
    const { task, breaks } = turn();
    task.resumable = { abort: (forGood?: boolean) => (aborted.push(forGood), Promise.resolve()) };
    task.leave = () => void breaks(new Error('paused'));
    queue.pause(first!);
    await settled();
    expect(aborted).toEqual([undefined]);
    expect(states()).toEqual(['a paused', 'b sending']);
    expect(first!.problem).toBeUndefined();
    queue.reconnected();
    expect(states()).toEqual(['a paused', 'b sending']);
    queue.goOn(first!);
    expect(states()).toEqual(['a waiting', 'b sending']);
    await turn().arrives();
    expect(states()).toEqual(['a sending', 'b done']);
    await turn().arrives();
    expect(states()).toEqual(['a done', 'b done']);
  });

  it('may be dropped at any time, and what had arrived of them is given up', async () => {
    queue.add('one', [file('a'), file('b'), file('c')]);
    const [first, , third] = queue.of('one').tasks.value;
    const aborted: (boolean | undefined)[] = [];
    const { task, breaks } = turn();
    task.resumable = {
      abort: (forGood?: boolean) => (aborted.push(forGood), forGood ? Promise.reject(new Error()) : Promise.resolve()),
    };
    task.leave = () => void breaks(new Error('paused'));
    queue.drop(third!);
    queue.drop(first!);
    await settled();
    expect(aborted).toEqual([undefined, true]);
    expect(states()).toEqual(['b sending']);
    await turn().arrives();
    queue.of('one').clearDone();
    expect(states()).toEqual([]);
    expect(turns).toHaveLength(2);
    expect(busy).toEqual([true, false]);
  });
});
