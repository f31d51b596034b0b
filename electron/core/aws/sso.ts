import { setTimeout as sleep } from 'node:timers/promises';
import * as oidc from '@aws-sdk/client-sso-oidc';
import type { Ask } from '#shared/jobs.ts';
import { Failure } from '../failure.ts';
import { capAnswers } from './largest-answer.ts';
import { problemOf, troubleOf } from './problem.ts';
import type { SsoSettings } from './profiles.ts';
import { keepRegistration, keepToken, readRegistration, type Registration, seconds } from './sso-cache.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
/** Seconds between two questions where none are told, and what "slow down" adds to them (RFC 8628 §3.2, §3.5). */
const INTERVAL = 5;
const SLOWER = 5;
const PATIENCE = 30_000;
const LARGEST_ANSWER = 1024 * 1024;

export interface SignInOptions {
  settings: SsoSettings;
  /** Null for AWS's own. */
  endpoint: string | null;
  signal: AbortSignal;
  now: () => Date;
  newId: () => string;
  /** There is something for the person to do now. */
  onAsk: (ask: Ask) => void;
  /** A remark while AWS cannot be asked, null when it can again. */
  onWait: (note: string | null) => void;
}

interface Device {
  registration: Registration;
  deviceCode: string;
  interval: number;
  ask: Ask;
}

/**
 * The device authorization of IAM Identity Center (RFC 8628): a code is shown, the person confirms it in a browser, the
 * token goes into the AWS CLI's own cache and nowhere else. @returns until when it is good
 */
export async function signInWithSso(options: SignInOptions): Promise<string> {
  const { settings, endpoint } = options;
  const client = new oidc.SSOOIDCClient({
    region: settings.region,
    maxAttempts: 3,
    userAgentAppId: 'meshward',
    requestHandler: {
      connectionTimeout: 5000,
      requestTimeout: PATIENCE,
      throwOnRequestTimeout: true,
      socketTimeout: PATIENCE,
    },
    // Decided by the caller, who asks for consent; the SDK would take the default profile's.
    ...(endpoint === null ? { ignoreConfiguredEndpointUrls: true } : { endpoint }),
  });
  capAnswers(client.middlewareStack, LARGEST_ANSWER);
  try {
    const device = await begin(client, options);
    options.onAsk(device.ask);
    const token = await confirmed(client, options, device);
    const expiresAt = seconds(options.now().getTime() + token.expiresIn * 1000);
    keepToken(
      settings,
      {
        startUrl: settings.startUrl,
        region: settings.region,
        accessToken: token.accessToken,
        expiresAt,
        ...(token.refreshToken === undefined ? {} : { refreshToken: token.refreshToken }),
        clientId: device.registration.clientId,
        clientSecret: device.registration.clientSecret,
        registrationExpiresAt: device.registration.expiresAt,
      },
      options.newId(),
    );
    return expiresAt;
  } finally {
    client.destroy();
  }
}

/** With the registration of last time while it is good, with a new one otherwise. */
async function begin(client: oidc.SSOOIDCClient, options: SignInOptions): Promise<Device> {
  const kept = readRegistration(options.settings, options.now());
  if (kept !== null) {
    try {
      return await authorize(client, options, kept);
    } catch (error) {
      if (!(error instanceof oidc.InvalidClientException || error instanceof oidc.UnauthorizedClientException))
        throw refused(error, 'StartDeviceAuthorization', options);
    }
  }
  const registration = await register(client, options);
  try {
    return await authorize(client, options, registration);
  } catch (error) {
    throw refused(error, 'StartDeviceAuthorization', options);
  }
}

async function register(client: oidc.SSOOIDCClient, options: SignInOptions): Promise<Registration> {
  const { settings, signal } = options;
  try {
    const answer = await client.send(
      new oidc.RegisterClientCommand({
        clientName: 'Meshward',
        clientType: 'public',
        ...(settings.scopes.length === 0 ? {} : { scopes: settings.scopes }),
      }),
      { abortSignal: signal },
    );
    if (answer.clientId === undefined || answer.clientSecret === undefined) throw garbled('RegisterClient');
    const registration = {
      clientId: answer.clientId,
      clientSecret: answer.clientSecret,
      expiresAt: seconds((answer.clientSecretExpiresAt ?? 0) * 1000),
    };
    keepRegistration(settings, registration, options.newId());
    return registration;
  } catch (error) {
    throw refused(error, 'RegisterClient', options);
  }
}

async function authorize(
  client: oidc.SSOOIDCClient,
  { settings, signal, now }: SignInOptions,
  registration: Registration,
): Promise<Device> {
  const answer = await client.send(
    new oidc.StartDeviceAuthorizationCommand({
      clientId: registration.clientId,
      clientSecret: registration.clientSecret,
      startUrl: settings.startUrl,
    }),
    { abortSignal: signal },
  );
  const url = answer.verificationUriComplete ?? answer.verificationUri ?? '';
  const { deviceCode, userCode: code = '', expiresIn = 0, interval = INTERVAL } = answer;
  if (deviceCode === undefined || !/^[\w-]{1,64}$/.test(code) || !mayBeOpened(url))
    throw garbled('StartDeviceAuthorization');
  const expiresAt = new Date(now().getTime() + expiresIn * 1000).toISOString();
  return { registration, deviceCode, interval: Math.max(1, interval), ask: { url, code, expiresAt } };
}

/** The page is opened in the person's browser: https, or this machine itself. */
function mayBeOpened(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username } = new URL(text);
  if (username !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname));
}

interface Token {
  accessToken: string;
  expiresIn: number;
  refreshToken: string | undefined;
}

/** Ask until the person said yes or no, or the code is too old. */
async function confirmed(client: oidc.SSOOIDCClient, options: SignInOptions, device: Device): Promise<Token> {
  const { signal, now, onWait } = options;
  let { interval } = device;
  for (;;) {
    const left = Date.parse(device.ask.expiresAt) - now().getTime();
    if (left <= 0) throw expired();
    await sleep(Math.min(interval * 1000, left), undefined, { signal });
    try {
      const answer = await client.send(
        new oidc.CreateTokenCommand({
          clientId: device.registration.clientId,
          clientSecret: device.registration.clientSecret,
          grantType: GRANT,
          deviceCode: device.deviceCode,
        }),
        { abortSignal: signal },
      );
      const { accessToken, expiresIn, refreshToken } = answer;
      if (accessToken === undefined || expiresIn === undefined) throw garbled('CreateToken');
      return { accessToken, expiresIn, refreshToken };
    } catch (error) {
      if (error instanceof oidc.AuthorizationPendingException) onWait(null);
      else if (error instanceof oidc.SlowDownException) interval += SLOWER;
      else if (error instanceof oidc.ExpiredTokenException) throw expired();
      else if (error instanceof oidc.AccessDeniedException) throw denied();
      else if (passes(error)) {
        // The person may be confirming right now: a network that is gone for a moment ends nothing (RFC 8628 §3.5).
        interval += SLOWER;
        onWait('IAM Identity Center cannot be reached, trying again');
      } else throw refused(error, 'CreateToken', options);
    }
  }
}

const passes = (error: unknown): boolean =>
  !(error instanceof Failure) && ['unreachable', 'transient', 'throttled'].includes(troubleOf(error));

const expired = () =>
  new Failure('denied', 'E_SSO_EXPIRED', 'The code was not confirmed in time.', 'Sign in again to get a new code.');

const denied = () =>
  new Failure(
    'denied',
    'E_SSO_DENIED',
    'The sign-in was refused in the browser.',
    'Sign in again and allow the access.',
  );

const garbled = (operation: string) =>
  new Failure(
    'offline',
    'E_AWS_RESPONSE',
    `The answer to sso-oidc:${operation} was not what AWS sends; a proxy or sign-in page may stand between.`,
    'Check the proxy and the endpoint, then try again.',
  );

/** What ended the sign-in; with AWS's own words where it says what it did not like. */
function refused(error: unknown, operation: string, { settings }: SignInOptions): unknown {
  if (error instanceof Failure || (error instanceof Error && error.name === 'AbortError')) return error;
  if (error instanceof oidc.SSOOIDCServiceException && troubleOf(error) === 'final') {
    const said = 'error_description' in error ? String(error.error_description) : error.message;
    return new Failure(
      'denied',
      'E_SSO_REFUSED',
      `IAM Identity Center refused the sign-in: ${error.name}: ${said.slice(0, 300)}`,
      `Check sso_start_url (${settings.startUrl}) and sso_region (${settings.region}) of the profile “${settings.profile}”.`,
      { operation: `sso-oidc:${operation}`, awsError: error.name, requestId: error.$metadata.requestId ?? null },
      error,
    );
  }
  return problemOf(error, `sso-oidc:${operation}`, settings.profile);
}
