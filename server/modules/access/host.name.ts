/** The name without its port: ports are mapped and forwarded at will, a name is what somebody was lured with. */
export function hostnameOf(host: string | undefined): string {
  return hostOf(host).name;
}

/** A name or number and perhaps a port. Whatever else stands in the header is nobody's name. */
const form = /^(?:\[([\da-f:.]{2,45})\]|([a-z\d_-]+(?:\.[a-z\d_-]+)*)\.?)(?::(\d{1,5}))?$/;

export function hostOf(host: string | undefined): { name: string; port: string } {
  const [, six, name, port = ''] = (host && host.length <= 260 ? form.exec(host.toLowerCase()) : null) ?? [];
  if (port !== '' && Number(port) > 65_535) return { name: '', port: '' };
  return { name: six ?? name ?? '', port };
}
