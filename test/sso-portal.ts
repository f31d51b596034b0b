import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What the next question for a token is answered; `pending` once they are used up and nobody confirmed. */
export type TokenAnswer = 'pending' | 'slow' | 'denied' | 'expired' | 'busy' | 'yes';

export interface PortalOptions {
  /** Answers of `/token`, in turn. */
  tokens?: TokenAnswer[];
  /** Seconds. */
  interval?: number;
  codeExpiresIn?: number;
  tokenExpiresIn?: number;
  /** The page the person is sent to, instead of the portal's own. */
  page?: string;
  /** Refuse every start with this error. */
  refuses?: string;
  startUrl?: string;
}

export interface Asked {
  path: string;
  at: number;
  body: Record<string, unknown>;
}

export interface SsoPortal {
  endpoint: string;
  asked: Asked[];
  /** Everything that is secret and may be in the AWS CLI's cache only, or nowhere. */
  secrets: string[];
  accessKeyId: string;
  /** Forget every client, as Identity Center does when a registration ends. */
  forgetClients: () => void;
  /** Answer nothing any more, without closing a connection. */
  fallSilent: () => void;
}

const ERRORS: Record<Exclude<TokenAnswer, 'yes'>, [status: number, type: string, error: string]> = {
  pending: [400, 'AuthorizationPendingException', 'authorization_pending'],
  slow: [400, 'SlowDownException', 'slow_down'],
  denied: [400, 'AccessDeniedException', 'access_denied'],
  expired: [400, 'ExpiredTokenException', 'expired_token'],
  busy: [503, 'InternalServerException', 'server_error'],
};

/**
 * IAM Identity Center on loopback, for tests: the OIDC service (RegisterClient, StartDeviceAuthorization, CreateToken;
 * AWS API reference "IAM Identity Center OIDC") and GetRoleCredentials of the portal, for the real SDK clients.
 */
export async function ssoPortal(options: PortalOptions = {}): Promise<SsoPortal> {
  const secrets: string[] = [];
  const secret = (kind: string) => {
    const made = `canary-${kind}-${randomBytes(12).toString('hex')}`;
    secrets.push(made);
    return made;
  };
  const clients = new Map<string, string>();
  const devices = new Map<string, string>();
  const tokens = new Set<string>();
  const refreshers = new Map<string, string>();
  const asked: Asked[] = [];
  const script = [...(options.tokens ?? ['yes'])];
  const accessKeyId = 'ASIAPORTALCANARY0001';
  let silent = false;

  const known = (body: Record<string, unknown>) => clients.get(String(body.clientId)) === body.clientSecret;
  const issue = (clientId: string) => {
    const accessToken = secret('token');
    const refreshToken = secret('refresh');
    tokens.add(accessToken);
    refreshers.set(refreshToken, clientId);
    return { accessToken, refreshToken, tokenType: 'Bearer', expiresIn: options.tokenExpiresIn ?? 28_800 };
  };

  const register = (body: Record<string, unknown>): Answer => {
    if (body.clientType !== 'public') return failure(400, 'InvalidClientMetadataException', 'invalid_client_metadata');
    const clientId = `client-${randomBytes(6).toString('hex')}`;
    const clientSecret = secret('client');
    clients.set(clientId, clientSecret);
    const now = Math.floor(Date.now() / 1000);
    return [200, { clientId, clientSecret, clientIdIssuedAt: now, clientSecretExpiresAt: now + 90 * 86_400 }];
  };

  const authorize = (body: Record<string, unknown>): Answer => {
    if (options.refuses !== undefined) return failure(400, options.refuses, 'invalid_request');
    if (!known(body)) return failure(401, 'InvalidClientException', 'invalid_client');
    if (body.startUrl !== (options.startUrl ?? START_URL))
      return failure(400, 'InvalidRequestException', 'invalid_request');
    const deviceCode = secret('device');
    devices.set(deviceCode, String(body.clientId));
    const page = options.page ?? `${endpoint}/device`;
    return [
      200,
      {
        deviceCode,
        userCode: 'QKKA-WLBY',
        verificationUri: page,
        verificationUriComplete: `${page}?user_code=QKKA-WLBY`,
        expiresIn: options.codeExpiresIn ?? 600,
        interval: options.interval ?? 1,
      },
    ];
  };

  const token = (body: Record<string, unknown>): Answer => {
    if (!known(body)) return failure(401, 'InvalidClientException', 'invalid_client');
    const clientId = String(body.clientId);
    if (body.grantType === 'refresh_token')
      return refreshers.get(String(body.refreshToken)) === clientId
        ? [200, issue(clientId)]
        : failure(400, 'InvalidGrantException', 'invalid_grant');
    if (body.grantType !== 'urn:ietf:params:oauth:grant-type:device_code')
      return failure(400, 'UnsupportedGrantTypeException', 'unsupported_grant_type');
    if (devices.get(String(body.deviceCode)) !== clientId)
      return failure(400, 'InvalidGrantException', 'invalid_grant');
    const next = script.shift() ?? 'pending';
    return next === 'yes' ? [200, issue(clientId)] : failure(...ERRORS[next]);
  };

  const credentials = (url: URL, bearer: unknown): Answer => {
    if (!tokens.has(String(bearer))) return failure(401, 'UnauthorizedException', 'Session token not found or invalid');
    if (url.searchParams.get('account_id') !== ACCOUNT || url.searchParams.get('role_name') !== ROLE)
      return failure(403, 'ForbiddenException', 'No access');
    const expiration = Date.now() + 3_600_000;
    const roleCredentials = {
      accessKeyId,
      secretAccessKey: secret('key'),
      sessionToken: secret('session'),
      expiration,
    };
    return [200, { roleCredentials }];
  };

  const serve = async (request: http.IncomingMessage, response: http.ServerResponse) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const url = new URL(request.url ?? '/', 'http://portal');
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    asked.push({ path: url.pathname, at: Date.now(), body });
    if (silent) return;
    const operations: Record<string, (() => Answer) | undefined> = {
      'POST /client/register': () => register(body),
      'POST /device_authorization': () => authorize(body),
      'POST /token': () => token(body),
      'GET /federation/credentials': () => credentials(url, request.headers['x-amz-sso_bearer_token']),
    };
    const operation = operations[`${request.method} ${url.pathname}`];
    const [status, answer, type] = operation?.() ?? failure(404, 'ResourceNotFoundException', 'not_found');
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-amzn-requestid': randomBytes(8).toString('hex'),
      ...(type === undefined ? {} : { 'x-amzn-errortype': type }),
    });
    response.end(JSON.stringify(answer));
  };
  const server = http.createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    endpoint,
    asked,
    secrets,
    accessKeyId,
    forgetClients: () => clients.clear(),
    fallSilent: () => {
      silent = true;
    },
  };
}

export const START_URL = 'https://anybank.awsapps.com/start';
export const ACCOUNT = '111122223333';
export const ROLE = 'MeshReader';

type Answer = [status: number, body: object, type?: string];

const failure = (status: number, type: string, error: string): Answer => [
  status,
  { error, error_description: `about ${error}`, message: `about ${error}` },
  type,
];
