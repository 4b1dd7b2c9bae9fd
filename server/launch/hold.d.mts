interface Holder {
  pid: number;
  born: string | null;
  port?: number;
}
export function holderOf(file: string): Holder | undefined;
export function noteOn(file: string, more: Partial<Holder>): void;
export function tryHold(
  file: string,
): { letGo: () => void; holder?: undefined } | { letGo?: undefined; holder: Holder };
