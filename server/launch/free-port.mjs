// A port for a server that is started a moment later, and again after a crash.
import { createServer } from 'node:net';

// Below those that systems hand out by themselves to every connection that goes out (32768 and more on Linux, 49152 elsewhere):
// one of these would take the port away before the server comes up, or while it is down.
const lowest = 20_000;
const many = 12_000;
const given = new Set();

const isFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });

/** The wanted port if it is free, else any free one, and never the same one twice in this process. */
export async function freePort(wanted = 0) {
  if (wanted && (await isFree(wanted))) return wanted;
  for (let tries = 0; tries < 1000; tries++) {
    const port = lowest + Math.floor(Math.random() * many);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error('No port is free on this machine.');
}
