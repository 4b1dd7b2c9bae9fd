import { Global, Module } from '@nestjs/common';
import { AcceptanceService } from './acceptance.service.js';
import { AccountController } from './account.controller.js';
import { AccountRepository } from './account.repository.js';
import { AccountService } from './account.service.js';
import { AdminAppointment } from './admin.appointment.js';
import { BrowserRepository } from './browser.repository.js';
import { BrowserService } from './browser.service.js';
import { FactorController } from './factor.controller.js';
import { FactorGuessing } from './factor.guessing.js';
import { FactorReset } from './factor.reset.js';
import { FactorService } from './factor.service.js';
import { FreshService } from './fresh.service.js';
import { GrantRepository } from './grant.repository.js';
import { GrantService } from './grant.service.js';
import { GuessingService } from './guessing.service.js';
import { InvitationController } from './invitation.controller.js';
import { InvitationRepository } from './invitation.repository.js';
import { InvitationService } from './invitation.service.js';
import { PasskeyRepository } from './passkey.repository.js';
import { PasskeyService } from './passkey.service.js';
import { PasswordService } from './password.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { RecoveryService } from './recovery.service.js';
import { ResetLinkRepository } from './reset.link.repository.js';
import { SecondFactorController } from './second-factor.controller.js';
import { SecondFactorService } from './second-factor.service.js';
import { SecuritySettings } from './security.settings.js';
import { SessionController } from './session.controller.js';
import { KnownBrowserCookie, SessionCookie } from './session.cookie.js';
import { SessionRepository } from './session.repository.js';
import { SessionService } from './session.service.js';
import { SessionViewer } from './session.view.js';
import { SignInNotes } from './sign-in.notes.js';
import { SignInService } from './sign-in.service.js';
import { TakenRoles } from './taken.roles.js';
import { TakenWaysBack } from './taken.ways.back.js';
import { TakenService } from './taken.service.js';
import { StepService } from './step.service.js';
import { TotpService } from './totp.service.js';
import { SecretBox } from '../../platform/secret/secret.box.js';

/** People, how they come in, and what they may do. */
@Global()
@Module({
  controllers: [
    SessionController,
    SecondFactorController,
    AccountController,
    FactorController,
    InvitationController,
    PeopleController,
  ],
  providers: [
    AccountRepository,
    GrantRepository,
    SessionRepository,
    BrowserRepository,
    InvitationRepository,
    ResetLinkRepository,
    PasskeyRepository,
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
    TakenRoles,
    TakenService,
    TakenWaysBack,
    PeopleService,
    AdminAppointment,
    SecuritySettings,
    SecretBox,
    StepService,
    FactorGuessing,
    FactorService,
    TotpService,
    RecoveryService,
    PasskeyService,
    SecondFactorService,
    FreshService,
    FactorReset,
  ],
  exports: [AccountService, SessionService, SessionCookie, PasswordService, AdminAppointment, FactorReset],
})
export class AccountModule {}
