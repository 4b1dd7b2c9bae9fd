import { bigint, key, plainEntity, text } from '../../platform/database/entities.js';

export interface HostEntity {
  host: string;
  libraryId: number;
}

export const HostEntity = plainEntity<HostEntity>('library_host', { host: key(text), libraryId: bigint });
