import ipaddr from 'ipaddr.js';

const parsed = (ip: string) => (ipaddr.isValid(ip) ? ipaddr.process(ip) : undefined);
const begin = (address: ipaddr.IPv6, parts: number): string =>
  `${address.parts
    .slice(0, parts)
    .map((part) => part.toString(16))
    .join(':')}::/${parts * 16}`;

/** Whoever has one IPv6 address has its whole /64. */
export function networkOf(ip: string): string {
  const address = parsed(ip);
  if (!address) return ip;
  return address instanceof ipaddr.IPv4 ? address.toString() : begin(address, 4);
}

/** What is given to one house: whoever has it, has 65,536 networks. IPv4 addresses come one by one. */
export function houseOf(ip: string): string | undefined {
  const address = parsed(ip);
  return address instanceof ipaddr.IPv6 ? begin(address, 3) : undefined;
}
