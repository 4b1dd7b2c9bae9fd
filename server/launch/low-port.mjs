// Ports below 1024 are root's: one is opened while we still are root, and handed to every server that is started.
import { lookup } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { LaunchError } from './says.mjs';

function lowestForAll() {
  try {
    return Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'));
  } catch {
    return 1024;
  }
}

/** @returns {Promise<number | undefined>} the descriptor of a bound socket; nothing where every user may open that port */
export async function holdLowPort(portText, host) {
  const port = portText ? Number(portText) : 3000;
  if (process.getuid?.() !== 0 || !(port > 0 && port < lowestForAll())) return undefined;
  const { address, family } = await lookup(host);
  // A server of our own would take the connections itself. This is what Node's cluster hands to its workers.
  const handle = net._createServerHandle?.(address, port, family, undefined, 0);
  if (typeof handle !== 'object' || !(handle.fd >= 0)) {
    throw new LaunchError(`Port ${port} cannot be handed to an ordinary user: choose one above 1023 with PORT.`, {
      zh: `无法以普通用户使用端口 ${port}，请用 PORT 另选 1023 以上的端口`,
    });
  }
  held.push(handle);
  return handle.fd;
}

/** Closed once nobody refers to it any more, which must not happen. */
const held = [];
