import { type ServiceName, facts } from '#emulator/facts.ts';
import { AwsError } from './aws-error.ts';
import { parseJsonObject } from './json-body.ts';
import type { Protocol, Recognised, WireRequest } from './protocol.ts';

const withoutNulls = (input: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));

/**
 * awsJson1_1: Glue, Identity Store and Organizations. The operation travels in `X-Amz-Target`; every error answers 400
 * except 5xx. `codes` are the service's own names for common errors.
 */
export const awsJson = (service: ServiceName, codes: Readonly<Record<string, string>> = {}): Protocol => {
  const type = 'application/x-amz-json-1.1';

  const recognise = (request: WireRequest): Recognised | undefined => {
    const { targetPrefix, operations } = facts[service];
    const target = request.headers['x-amz-target'];
    if (target === undefined || !target.startsWith(`${targetPrefix}.`)) return undefined;
    const operation = target.slice(`${targetPrefix}.`.length);
    if (request.method !== 'POST' || request.path !== '/' || !Object.hasOwn(operations, operation)) {
      throw new AwsError('UnknownOperationException', 400, '');
    }
    const read = (): Record<string, unknown> =>
      request.body === '' ? {} : withoutNulls(parseJsonObject(request.body));
    return { service, operation, read };
  };

  return {
    service,
    recognise,
    answer: (_operation, output, requestId) => ({
      status: 200,
      headers: { 'content-type': type, 'x-amzn-requestid': requestId },
      body: JSON.stringify(output),
    }),
    refuse: (error, requestId) => ({
      status: error.status >= 500 ? error.status : 400,
      headers: { 'content-type': type, 'x-amzn-requestid': requestId, ...error.headers },
      body: JSON.stringify({ __type: codes[error.code] ?? error.code, Message: error.message, ...error.members }),
    }),
  };
};
