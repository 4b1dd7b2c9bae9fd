import { Global, Module } from '@nestjs/common';
import { SessionCookie } from './session.cookie.js';
import { SessionService } from './session.service.js';

@Global()
@Module({ providers: [SessionService, SessionCookie], exports: [SessionService, SessionCookie] })
export class AccountModule {}
