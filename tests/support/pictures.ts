import sharp from 'sharp';

/** A small picture that no other call makes, so that its bytes are its own. */
export function picture(seed: number, width = 320, height = 440): Promise<Buffer> {
  return sharp({
    create: {
      width,
      height,
      channels: 3,
      background: { r: (seed * 37) % 256, g: (seed * 101) % 256, b: (seed * 53) % 256 },
    },
  })
    .composite([
      {
        input: { create: { width: 40 + (seed % 60), height: 40, channels: 3, background: '#222' } },
        left: seed % 200,
        top: 30,
      },
    ])
    .png()
    .toBuffer();
}

/** One file as a browser's form sends it. */
export function fileForm(
  name: string,
  bytes: Buffer,
  type = 'image/png',
): { raw: Buffer; headers: Record<string, string> } {
  const boundary = `----linlang${Math.random().toString(36).slice(2)}`;
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`;
  return {
    raw: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}
