export interface Machine {
  memoryMb: number;
  cores: number;
  freeDiskMb: number;
}
export function machineOf(of?: { system?: string; memory?: number; cores?: number; disk?: string }): Machine;
