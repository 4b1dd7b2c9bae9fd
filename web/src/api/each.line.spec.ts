import { eachLine } from './api.js';
import { ApiProblem, Unreachable } from './problem.js';

/** A body that comes in these parts, and may break off behind them. */
function answer(parts: Uint8Array[], { broken = false, status = 200 } = {}): void {
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = parts.shift();
      if (part) controller.enqueue(part);
      else if (broken) controller.error(new TypeError('network'));
      else controller.close();
    },
  });
  globalThis.fetch = async () => new Response(body, { status });
}

const asked = async () => {
  const lines: unknown[] = [];
  await eachLine('GET /batches/:batch/problems', { params: { batch: 'b' } }, (line) => lines.push(line));
  return lines;
};
const bytes = new TextEncoder().encode('{"title":"論語"}\n{"title":"大學"}\n');

describe('many rows, a line each', () => {
  it('are put together wherever the network cut them, also within a sign', async () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      answer([bytes.slice(0, cut), bytes.slice(cut)]);
      expect(await asked()).toEqual([{ title: '論語' }, { title: '大學' }]);
    }
    answer([]);
    expect(await asked()).toEqual([]);
  });

  it('are not taken for whole where they broke off, or were refused', async () => {
    answer([bytes], { broken: true });
    await expect(asked()).rejects.toBeInstanceOf(Unreachable);
    answer([new TextEncoder().encode('{"code":"batch.not-found"}')], { status: 404 });
    await expect(asked()).rejects.toMatchObject(new ApiProblem(404, 'batch.not-found', {}, [], undefined));
  });
});
