import { Global, Module } from '@nestjs/common';
import { ChangeService } from './change.service.js';
import { ChangeFollower } from './follower.service.js';

@Global()
@Module({ providers: [ChangeService, ChangeFollower], exports: [ChangeService, ChangeFollower] })
export class ChangeModule {}
