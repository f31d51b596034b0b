import { type ServiceName, facts } from '#emulator/facts.ts';
import { AwsError } from './aws-error.ts';
import type { Protocol, Recognised, WireRequest } from './protocol.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

const element = (name: string, value: unknown): string =>
  typeof value === 'object' && value !== null
    ? `<${name}>${Object.entries(value)
        .map(([child, inner]) => element(child, inner))
        .join('')}</${name}>`
    : `<${name}>${escaped(String(value))}</${name}>`;

/** The query protocol has its own error names: no `Exception` suffix on the common ones. */
const queryCodes: Readonly<Record<string, string>> = {
  ThrottlingException: 'Throttling',
  ValidationException: 'ValidationError',
  AccessDeniedException: 'AccessDenied',
  ExpiredTokenException: 'ExpiredToken',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  IncompleteSignatureException: 'IncompleteSignature',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  InternalServerException: 'InternalFailure',
};

/** awsQuery: STS. Form body with `Action` and `Version`, XML answers. `namespace` is the XML namespace of the answer. */
export const queryXml = (service: ServiceName, namespace: string): Protocol => {
  const recognise = (request: WireRequest): Recognised | undefined => {
    if (request.path !== '/' || request.headers['x-amz-target'] !== undefined) return undefined;
    const form = new URLSearchParams(request.method === 'POST' ? request.body : request.query);
    const operation = form.get('Action');
    if (operation === null) return undefined;
    const version = form.get('Version') ?? '';
    const { apiVersion, operations } = facts[service];
    if (!Object.hasOwn(operations, operation) || version !== apiVersion) {
      throw new AwsError(
        'InvalidAction',
        400,
        `Could not find operation ${operation} for version ${version || 'NO_VERSION_SPECIFIED'}`,
      );
    }
    const { Action: _action, Version: _version, ...members } = Object.fromEntries(form);
    return { service, operation, read: () => members };
  };

  return {
    service,
    recognise,
    answer: (operation, output, requestId) => ({
      status: 200,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
      body: `<${operation}Response xmlns="${namespace}">${element(`${operation}Result`, output)}${element(
        'ResponseMetadata',
        { RequestId: requestId },
      )}</${operation}Response>`,
    }),
    refuse: (error, requestId) => ({
      status: error.code === 'ThrottlingException' ? 400 : error.status,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId, ...error.headers },
      body: `<ErrorResponse xmlns="${namespace}">${element('Error', {
        Type: error.status >= 500 ? 'Receiver' : 'Sender',
        Code: queryCodes[error.code] ?? error.code,
        Message: error.message,
      })}${element('RequestId', requestId)}</ErrorResponse>`,
    }),
  };
};
