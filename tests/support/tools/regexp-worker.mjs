// Runs expressions over long texts, and says after each that it is through. Whoever waits too long for that ends it.
import { parentPort, workerData } from 'node:worker_threads';

for (const { id, source, flags, pumps, length } of workerData) {
  parentPort.postMessage({ id });
  for (const [head, pump] of pumps) {
    const long = (head + pump.repeat(Math.ceil(length / pump.length))).slice(0, length);
    for (const text of [long, `${long}\u0001`]) {
      const expression = new RegExp(source, flags.replace('y', ''));
      if (expression.global) text.replace(expression, '');
      else expression.test(text);
    }
  }
}
parentPort.postMessage({ done: true });
