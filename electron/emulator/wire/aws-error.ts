/**
 * An error the emulated service answers with. `code` is AWS's error name; `status` the HTTP status DataZone (restJson1)
 * gives it. awsJson services always answer 400 (api-surface §4) and STS its own; the wire layer decides.
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    status: number,
    message: string,
    extra: { members?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.members = extra.members ?? {};
    this.headers = extra.headers ?? {};
  }
}

export const invalid = (message: string): AwsError => new AwsError('ValidationException', 400, message);
export const conflict = (message: string): AwsError => new AwsError('ConflictException', 409, message);
export const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', 404, message);
/** 402, as the model has it. */
export const quotaExceeded = (message: string): AwsError => new AwsError('ServiceQuotaExceededException', 402, message);

/** DataZone answers 403, never 404, for a domain that does not exist or may not be seen (api-surface §5, 1). */
export const denied = (operation: string): AwsError =>
  new AwsError('AccessDeniedException', 403, `User is not permitted to perform operation: ${operation}`);

/** Too many requests. `retryAfterSeconds` also becomes a `Retry-After` header, which the SDK honours. */
export const throttled = (retryAfterSeconds?: number): AwsError =>
  new AwsError(
    'ThrottlingException',
    429,
    'Rate exceeded',
    retryAfterSeconds === undefined
      ? {}
      : { members: { RetryAfterSeconds: retryAfterSeconds }, headers: { 'retry-after': String(retryAfterSeconds) } },
  );

export const expiredToken = (): AwsError =>
  new AwsError('ExpiredTokenException', 403, 'The security token included in the request is expired');
