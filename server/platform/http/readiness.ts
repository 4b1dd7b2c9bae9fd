import { Injectable } from '@nestjs/common';

export interface Probe {
  name: string;
  /** A probe that is not essential is reported, and does not take the server out of service. */
  essential: boolean;
  check(): Promise<void>;
}

const patience = 3000;

/** Each adapter adds its probe; `/readyz` asks them all. */
@Injectable()
export class Readiness {
  private readonly probes: Probe[] = [];

  add(probe: Probe): void {
    this.probes.push(probe);
  }

  async report(): Promise<{ ready: boolean; parts: Record<string, 'ok' | 'failed'> }> {
    const results = await Promise.all(
      this.probes.map(async (probe) => {
        const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('late')), patience).unref());
        const ok = await Promise.race([probe.check(), late]).then(
          () => true,
          () => false,
        );
        return { probe, ok };
      }),
    );
    return {
      ready: results.every(({ probe, ok }) => ok || !probe.essential),
      parts: Object.fromEntries(
        results.map(({ probe, ok }) => [probe.name, ok ? ('ok' as const) : ('failed' as const)]),
      ),
    };
  }
}
