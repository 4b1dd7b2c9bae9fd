/** How loud a recording is over its length: what a waveform is drawn from. */
export interface Peaks {
  /** Seconds that one value stands for. */
  step: number;
  /** 0 to 1. */
  peaks: number[];
}

const mostValues = 1600;
const shortest = 0.02;

/** Takes samples as they come and keeps the loudest of each step; nothing of the recording itself stays in memory. */
export class PeakMeter {
  private readonly peaks: number[];
  private seen = 0;
  private readonly samplesAStep: number;

  constructor(
    private readonly sampleRate: number,
    seconds: number,
  ) {
    const step = Math.max(shortest, seconds / mostValues);
    this.samplesAStep = Math.max(1, Math.round(step * sampleRate));
    this.peaks = [];
  }

  /** One sample for each moment, all channels mixed, between -1 and 1. */
  add(sample: number): void {
    const at = Math.floor(this.seen++ / this.samplesAStep);
    const loud = Math.min(1, Math.abs(sample));
    this.peaks[at] = Math.max(this.peaks[at] ?? 0, loud);
  }

  done(): Peaks {
    return {
      step: this.samplesAStep / this.sampleRate,
      peaks: this.peaks.map((peak) => Math.round(peak * 1000) / 1000),
    };
  }
}
