import type { CalledRequest } from '../../platform/http/serve.js';
import type { LiveSession } from './session.service.js';

/** What the guard found, for those handlers that deal with sessions themselves. */
export interface SessionRequest extends CalledRequest {
  session_?: LiveSession | null;
}
