import { type ServiceName, facts } from '#emulator/facts.ts';
import { AwsError } from './aws-error.ts';
import type { WireRequest } from './protocol.ts';

/** Who signed a request. The signature's value is not verified: the emulator holds no secrets. */
export interface Signer {
  readonly accessKeyId: string;
  readonly region: string;
}

const refuse = (code: string, message: string): AwsError => new AwsError(code, 403, message);

/**
 * Reads the SigV4 `Authorization` header and holds its scope against the service and the region (api-surface §4).
 * Throws MissingAuthenticationToken, IncompleteSignature or InvalidSignature, all 403 (400 in awsJson).
 */
export const readSignature = (request: WireRequest, service: ServiceName, region: string): Signer => {
  const header = request.headers['authorization'];
  if (header === undefined || header === '') {
    throw refuse('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const [algorithm, ...rest] = header.split(' ');
  if (algorithm !== 'AWS4-HMAC-SHA256') {
    throw refuse('IncompleteSignatureException', 'Authorization header does not name AWS4-HMAC-SHA256.');
  }
  const fields = new Map(
    rest
      .join(' ')
      .split(',')
      .map((field) => [field.trim().split('=', 1)[0] ?? '', field.trim().slice(field.trim().indexOf('=') + 1)]),
  );
  for (const name of ['Credential', 'SignedHeaders', 'Signature']) {
    if (!fields.get(name)) {
      throw refuse('IncompleteSignatureException', `Authorization header requires '${name}' parameter.`);
    }
  }
  if (request.headers['x-amz-date'] === undefined && request.headers['date'] === undefined) {
    throw refuse(
      'IncompleteSignatureException',
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  }
  const scope = (fields.get('Credential') ?? '').split('/');
  const [accessKeyId, date, scopeRegion, scopeService, terminator] = scope;
  if (scope.length !== 5 || !accessKeyId || !/^\d{8}$/.test(date ?? '') || terminator !== 'aws4_request') {
    throw refuse('IncompleteSignatureException', 'Credential must have exactly 5 slash-delimited elements.');
  }
  const wanted = facts[service].signingName;
  if (scopeService !== wanted) {
    throw refuse('InvalidSignatureException', `Credential should be scoped to correct service: '${wanted}'.`);
  }
  if (scopeRegion !== region) {
    throw refuse(
      'InvalidSignatureException',
      `Credential should be scoped to a valid region, not '${scopeRegion ?? ''}'.`,
    );
  }
  if (!/^[0-9a-f]{64}$/.test(fields.get('Signature') ?? '')) {
    throw refuse(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided.',
    );
  }
  return { accessKeyId, region: scopeRegion };
};
