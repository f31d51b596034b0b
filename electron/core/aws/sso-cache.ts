import fs from 'node:fs';
import path from 'node:path';
import { getSSOTokenFilepath } from '@smithy/shared-ini-file-loader';
import { Failure } from '../failure.ts';
import type { SsoSettings } from './profiles.ts';

/** A client that Identity Center knows; public, yet its secret signs for the refresh of a token. */
export interface Registration {
  clientId: string;
  clientSecret: string;
  expiresAt: string;
}

/** What the AWS CLI and every AWS SDK read (sdkref "feature-sso-credentials"; token-providers 3.1169 `fromSso`). */
interface CachedToken {
  startUrl: string;
  region: string;
  accessToken: string;
  expiresAt: string;
  refreshToken?: string;
  clientId: string;
  clientSecret: string;
  registrationExpiresAt: string;
}

/** A registration that ends sooner is not used again, in ms; the AWS CLI's own margin. */
const MARGIN = 15 * 60_000;

/** RFC 3339 in whole seconds, as the AWS CLI writes it and every SDK reads it. */
export const seconds = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/** By session name, or by start URL for the older kind of profile: where the SDK looks. */
export function keepToken(settings: SsoSettings, token: CachedToken, draftId: string): void {
  keep(getSSOTokenFilepath(settings.session ?? settings.startUrl), token, draftId);
}

/** Our own registration, not the AWS CLI's: that one may be for a flow of another kind. */
export function keepRegistration(settings: SsoSettings, registration: Registration, draftId: string): void {
  keep(registrationFile(settings), { ...registration, scopes: settings.scopes }, draftId);
}

export function readRegistration(settings: SsoSettings, now: Date): Registration | null {
  try {
    const kept = JSON.parse(fs.readFileSync(registrationFile(settings), 'utf8')) as Partial<Registration> | null;
    if (typeof kept?.clientId !== 'string' || typeof kept.clientSecret !== 'string') return null;
    if (typeof kept.expiresAt !== 'string' || !(Date.parse(kept.expiresAt) > now.getTime() + MARGIN)) return null;
    return { clientId: kept.clientId, clientSecret: kept.clientSecret, expiresAt: kept.expiresAt };
  } catch {
    // None, or not ours to understand: another is registered.
    return null;
  }
}

const registrationFile = ({ startUrl, region, scopes, session }: SsoSettings): string =>
  getSSOTokenFilepath(JSON.stringify({ tool: 'meshward', startUrl, region, scopes, session }));

/** Whole or not at all, and never for a moment readable by others. */
function keep(file: string, value: object, draftId: string): void {
  const folder = path.dirname(file);
  const draft = `${file}.${draftId}.draft`;
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    fs.writeFileSync(draft, JSON.stringify(value, null, 2), { mode: 0o600, flag: 'wx' });
    fs.renameSync(draft, file);
  } catch (error) {
    fs.rmSync(draft, { force: true });
    throw new Failure(
      'conflict',
      'E_SSO_CACHE',
      `The sign-in could not be kept in ${folder}.`,
      'Check that you may write to that folder, then sign in again.',
      { folder },
      error,
    );
  }
}
