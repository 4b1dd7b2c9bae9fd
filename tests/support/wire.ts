import { connect, createServer, type Server, type Socket } from 'node:net';

/** A wire to the engine that can be cut, also between a request and its answer. */
export class Wire {
  private readonly sockets = new Set<Socket>();
  private server?: Server;
  port = 0;
  whole = true;
  /** So many requests like this are done, and nobody hears of it. */
  loses = { like: /^never/, times: 0 };
  /** It breaks before a request like this has come through. */
  breaksAt = /^never/;
  /** Requests like this never come through, whatever else does. */
  refuses = /^never/;
  /** So many requests like this never come through, and somebody on the way answers them with this. */
  instead = { like: /^never/, times: 0, answer: {} as object };

  async lay(target: URL): Promise<void> {
    this.server = createServer((near) => {
      if (!this.whole) return near.destroy();
      const far = connect(Number(target.port), target.hostname);
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => this.sockets.delete(socket));
      }
      near.on('data', (sent: Buffer) => {
        if (this.breaksAt.test(sent.toString('latin1'))) return this.cut();
        if (this.refuses.test(sent.toString('latin1'))) return near.destroy();
        if (this.instead.times > 0 && this.instead.like.test(sent.toString('latin1'))) {
          this.instead.times -= 1;
          far.unpipe(near);
          const body = JSON.stringify(this.instead.answer);
          const head = ['HTTP/1.1 200 OK', 'content-type: application/json', 'connection: close'];
          near.end(`${[...head, `content-length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n${body}`);
          return;
        }
        if (this.loses.times === 0 || !this.loses.like.test(sent.toString('latin1'))) return;
        this.loses.times -= 1;
        far.unpipe(near);
        far.once('data', () => near.destroy());
      });
      near.pipe(far).pipe(near);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    this.port = typeof address === 'object' && address ? address.port : 0;
  }

  cut(): void {
    this.whole = false;
    for (const socket of this.sockets) socket.destroy();
  }

  async take(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}
