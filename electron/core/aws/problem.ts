import { Failure } from '../failure.ts';
import { blot } from '../secrets.ts';

/** What kind of trouble a call met, and so what to do about it. */
export type Trouble = 'throttled' | 'transient' | 'unreachable' | 'garbled' | 'final';

const THROTTLES = new Set([
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'Throttling',
  'SlowDown',
  'ProvisionedThroughputExceededException',
]);
const EXPIRED = new Set([
  'ExpiredTokenException',
  'ExpiredToken',
  'UnauthorizedException',
  'TokenProviderError',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
]);
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ECONNABORTED']);
const TRANSIENT = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
  'RequestTimeout',
  'InternalServerException',
  'InternalServiceException',
  'InternalFailure',
  'ServiceUnavailable',
]);

/** Sort what the SDK threw. */
export function troubleOf(error: unknown): Trouble {
  const { name, status, code } = facts(error);
  if (status === 429 || THROTTLES.has(name)) return 'throttled';
  if (UNREACHABLE.has(code)) return 'unreachable';
  if (name === 'SyntaxError' || name === 'TypeError') return status !== null && status >= 500 ? 'transient' : 'garbled';
  if (TRANSIENT.has(code) || TRANSIENT.has(name) || (status !== null && status >= 500)) return 'transient';
  return 'final';
}

/** Milliseconds the service asked to wait; null where it did not say. */
export function askedToWait(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('RetryAfterSeconds' in error && typeof error.RetryAfterSeconds === 'number')
    return error.RetryAfterSeconds * 1000;
  if (!('$response' in error) || typeof error.$response !== 'object' || error.$response === null) return null;
  const headers = 'headers' in error.$response ? (error.$response.headers as Record<string, string>) : {};
  const milliseconds = Number(headers['x-amz-retry-after']);
  if (Number.isFinite(milliseconds) && milliseconds > 0) return milliseconds;
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}

/** Operations without which there is no pull at all. */
const ESSENTIAL = /^(datazone|sts|sso-oidc):/;

/** The plain sentence and code for what ended a call. @param operation "datazone:Search" */
export function problemOf(error: unknown, operation: string, profile: string | null): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof Error && error.name === 'AbortError') throw error;
  const { name, message, status, code, requestId } = facts(error);
  const details = { operation, awsError: name, status, requestId };
  const login =
    profile === null
      ? 'Renew your AWS credentials'
      : `Sign in on the connection page or run “aws sso login --profile ${profile}”`;
  switch (troubleOf(error)) {
    case 'throttled':
      return new Failure(
        'throttled',
        'E_AWS_THROTTLED',
        `AWS kept refusing ${operation} for coming too often.`,
        'Wait some minutes, then pull again; others in this account may be calling too.',
        details,
        error,
      );
    case 'unreachable':
      return new Failure(
        'offline',
        // A network may let DataZone through and no other: that stops what needs the other alone.
        ESSENTIAL.test(operation) ? 'E_AWS_UNREACHABLE' : 'E_SERVICE_UNREACHABLE',
        `AWS could not be reached for ${operation} (${code}).`,
        'Check the network, proxy and endpoint, then try again.',
        details,
        error,
      );
    case 'transient':
      return new Failure(
        'offline',
        'E_AWS_UNAVAILABLE',
        `AWS answered ${operation} with an error of its own again and again (${status ?? code}).`,
        'Try again later.',
        details,
        error,
      );
    case 'garbled':
      return new Failure(
        'offline',
        'E_AWS_RESPONSE',
        `The answer to ${operation} was not what AWS sends; a proxy or sign-in page may stand between.`,
        'Check the proxy and the endpoint, then try again.',
        details,
        error,
      );
    case 'final':
  }
  if (
    code.includes('CERT') ||
    code.startsWith('ERR_TLS') ||
    code === 'SELF_SIGNED_CERT_IN_CHAIN' ||
    code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'
  )
    return new Failure(
      'offline',
      'E_TLS',
      `The connection for ${operation} is not to be trusted (${code}).`,
      'Ask your network team for the right certificate authority; Meshward never skips this check.',
      details,
      error,
    );
  if (name === 'CredentialsProviderError')
    return /expired|SSO|Unauthorized/i.test(message)
      ? new Failure(
          'denied',
          'E_AUTH_EXPIRED',
          'Your AWS sign-in has expired.',
          `${login}, then try again.`,
          details,
          error,
        )
      : new Failure(
          'denied',
          'E_AUTH_MISSING',
          'No AWS credentials were found for this connection.',
          `${login}, or choose another profile.`,
          details,
          error,
        );
  if (EXPIRED.has(name))
    return new Failure(
      'denied',
      'E_AUTH_EXPIRED',
      'Your AWS sign-in has expired or is not valid any more.',
      `${login}, then try again.`,
      details,
      error,
    );
  if (name === 'RequestTimeTooSkewed' || name === 'RequestExpired' || name === 'SignatureDoesNotMatch')
    return new Failure(
      'denied',
      'E_CLOCK_SKEW',
      `AWS refused the signature of ${operation}; the clock of this machine may be wrong.`,
      `Compare the clock here (${new Date().toISOString()}) with the real time, then try again.`,
      details,
      error,
    );
  if (status === 403 || /AccessDenied|NotAuthorized|MissingAuthenticationToken/.test(name))
    return new Failure(
      'denied',
      'E_AWS_DENIED',
      `AWS does not allow ${operation} for this identity: ${message}`,
      `Ask for ${operation}, and for an activated DataZone profile that is a member where needed.`,
      details,
      error,
    );
  if (status === 404 || /NotFound/.test(name))
    return new Failure(
      'not_found',
      'E_AWS_NOT_FOUND',
      `AWS does not find what ${operation} asked for: ${message}`,
      'Check the ids of the connection.',
      details,
      error,
    );
  if (status === 409 || name === 'ConflictException')
    return new Failure(
      'conflict',
      'E_AWS_CONFLICT',
      `AWS refused ${operation}, because it does not fit what is there now: ${message}`,
      'Pull, look at it again, and decide anew.',
      details,
      error,
    );
  return new Failure(
    'invalid',
    'E_AWS_REFUSED',
    `AWS refused ${operation}: ${name}: ${message}`,
    'If the ids of the connection are right, report this with the request id.',
    details,
    error,
  );
}

function facts(error: unknown) {
  const none = { name: 'Unknown', message: blot(String(error)), status: null, code: '', requestId: null };
  if (!(error instanceof Error)) return none;
  const metadata = '$metadata' in error ? (error.$metadata as { httpStatusCode?: number; requestId?: string }) : {};
  const response = '$response' in error ? (error.$response as { statusCode?: number } | undefined) : undefined;
  return {
    name: error.name,
    message: blot(error.message).slice(0, 500),
    status: metadata.httpStatusCode ?? response?.statusCode ?? null,
    code: 'code' in error && typeof error.code === 'string' ? error.code : '',
    requestId: metadata.requestId ?? null,
  };
}
