import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { goneOf } from './gone.js';

describe('whoever asked and has gone', () => {
  it.each(['before', 'after'])('is known to be gone, %s somebody listens', async (when) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const line = connect((server.address() as AddressInfo).port, '127.0.0.1');
    line.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const [, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse];
    const closed = once(response, 'close');
    const early = when === 'after' ? goneOf(response) : undefined;
    expect(early?.aborted ?? false).toBe(false);
    line.destroy();
    await closed;
    expect((early ?? goneOf(response)).aborted).toBe(true);
    server.close();
  });
});
