import { Global, Module } from '@nestjs/common';
import { AcceptanceService } from './acceptance.service.js';
import { AccountController } from './account.controller.js';
import { AccountService } from './account.service.js';
import { AdminAppointment } from './admin.appointment.js';
import { BrowserService } from './browser.service.js';
import { GrantService } from './grant.service.js';
import { GuessingService } from './guessing.service.js';
import { InvitationController } from './invitation.controller.js';
import { InvitationService } from './invitation.service.js';
import { PasswordService } from './password.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { SessionController } from './session.controller.js';
import { KnownBrowserCookie, SessionCookie } from './session.cookie.js';
import { SessionService } from './session.service.js';
import { SessionViewer } from './session.view.js';
import { SignInNotes } from './sign-in.notes.js';
import { SignInService } from './sign-in.service.js';

/** People, how they come in, and what they may do. */
@Global()
@Module({
  controllers: [SessionController, AccountController, InvitationController, PeopleController],
  providers: [
    AccountService,
    SessionService,
    SessionCookie,
    KnownBrowserCookie,
    BrowserService,
    SessionViewer,
    SignInService,
    SignInNotes,
    GuessingService,
    PasswordService,
    InvitationService,
    AcceptanceService,
    GrantService,
    PeopleService,
    AdminAppointment,
  ],
  exports: [AccountService, SessionService, SessionCookie, PasswordService, AdminAppointment],
})
export class AccountModule {}
