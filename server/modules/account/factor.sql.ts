/** Of an `account a`. */
export const hasFactorSql = `(EXISTS (SELECT 1 FROM account_totp f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL)
  OR EXISTS (SELECT 1 FROM account_passkey p WHERE p.account_id = a.id))`;

/** Those of whom a second factor may be asked, and whose sessions are short. */
export const isAdminSql = `EXISTS (SELECT 1 FROM role_grant r
  WHERE r.account_id = a.id AND r.role IN ('platform-admin', 'library-admin'))`;
