import { type OperationFacts, type ServiceName, type ShapeFacts, facts, shapeOf } from '#emulator/facts.ts';
import { AwsError } from './aws-error.ts';
import { parseJsonObject, serializationError } from './json-body.ts';
import type { Protocol, Recognised, WireAnswer, WireRequest } from './protocol.ts';

interface Route {
  readonly operation: string;
  readonly method: string;
  readonly segments: readonly string[];
}

const labelName = (segment: string): string | undefined =>
  segment.startsWith('{') ? segment.slice(1, -1).replace('+', '') : undefined;

const routesOf = (service: ServiceName): Route[] =>
  Object.entries(facts[service].operations)
    .map(([operation, { method, path }]) => ({ operation, method, segments: path.split('/') }))
    // A literal segment wins over a label: more literals first.
    .toSorted((a, b) => labels(a) - labels(b));

const labels = (route: Route): number => route.segments.filter((segment) => labelName(segment) !== undefined).length;

const matches = (route: Route, segments: readonly string[]): boolean =>
  route.segments.length === segments.length &&
  route.segments.every((segment, at) => {
    const got = segments[at] ?? '';
    return labelName(segment) === undefined ? segment === got : got !== '';
  });

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw serializationError('The request URI is not properly percent-encoded.');
  }
};

const scalar = (type: string, text: string): unknown => {
  if (type === 'integer' || type === 'long') {
    if (!/^-?\d{1,19}$/.test(text)) throw serializationError(`STRING_VALUE can not be converted to a number: ${text}`);
    return Number(text);
  }
  if (type === 'float' || type === 'double') return Number(text);
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (type === 'timestamp') return Date.parse(text) / 1000;
  return text;
};

const readInput = (
  service: ServiceName,
  operation: OperationFacts,
  request: WireRequest,
  segments: readonly string[],
): Record<string, unknown> => {
  const shape = shapeOf(service, operation.input);
  const members = Object.entries(shape.members ?? {});
  const bodied = members.some(([, member]) => member.in === undefined);
  const body = bodied && request.body !== '' ? parseJsonObject(request.body) : {};
  const query = new URLSearchParams(request.query);
  const template = operation.path.split('/');
  const input: Record<string, unknown> = {};
  for (const [name, member] of members) {
    const wire = member.as ?? name;
    const target = shapeOf(service, member.shape);
    if (member.in === 'uri') {
      const at = template.findIndex((segment) => labelName(segment) === wire);
      input[name] = decoded(segments[at] ?? '');
    } else if (member.in === 'querystring') {
      const texts = query.getAll(wire);
      const first = texts[0];
      if (first === undefined) continue;
      const element = target.type === 'list' ? shapeOf(service, target.member).type : target.type;
      input[name] = target.type === 'list' ? texts.map((text) => scalar(element, text)) : scalar(element, first);
    } else if (member.in === 'header') {
      const text = request.headers[wire.toLowerCase()];
      if (text !== undefined) input[name] = scalar(target.type, text);
    } else if (body[wire] !== undefined && body[wire] !== null) {
      input[name] = body[wire];
    }
  }
  return input;
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One member is the body as it is, the others travel in headers: times there are RFC-1123 dates. */
const payloadAnswer = (shape: ShapeFacts, output: object, status: number, requestId: string): WireAnswer => {
  const given = new Map<string, unknown>(Object.entries(output));
  const headers: Record<string, string> = { 'content-type': 'application/octet-stream', 'x-amzn-requestid': requestId };
  for (const [name, member] of Object.entries(shape.members ?? {})) {
    const value = given.get(name);
    if (member.in !== 'header' || value === undefined) continue;
    headers[(member.as ?? name).toLowerCase()] =
      typeof value === 'number' ? new Date(value * 1000).toUTCString() : text(value);
  }
  return { status, headers, body: text(given.get(shape.payload ?? '')) };
};

const unknown = (): AwsError =>
  new AwsError('UnknownOperationException', 404, 'Unable to determine service/operation name to be authorized');

/**
 * restJson1: DataZone and Lake Formation. Routes on the raw path, so an encoded slash stays inside its label
 * (api-surface §4). `codes` are the service's own names for common errors.
 */
export const restJson = (
  service: ServiceName,
  root: RegExp,
  codes: Readonly<Record<string, string>> = {},
): Protocol => {
  const routes = routesOf(service);
  const status = (operation: string): number => facts[service].operations[operation]?.status ?? 200;

  const recognise = (request: WireRequest): Recognised | undefined => {
    if (!root.test(request.path)) return undefined;
    const segments = request.path.split('/');
    const route = routes.find((each) => each.method === request.method && matches(each, segments));
    const operation = route && facts[service].operations[route.operation];
    if (!route || !operation) throw unknown();
    return { service, operation: route.operation, read: () => readInput(service, operation, request, segments) };
  };

  return {
    service,
    recognise,
    answer: (operation, output, requestId) => {
      const shape = shapeOf(service, facts[service].operations[operation]?.output);
      if (shape.payload !== undefined) return payloadAnswer(shape, output, status(operation), requestId);
      return {
        status: status(operation),
        headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId },
        body: status(operation) === 204 ? '' : JSON.stringify(output),
      };
    },
    refuse: (error, requestId) => ({
      status: error.status,
      headers: {
        'content-type': 'application/json',
        'x-amzn-requestid': requestId,
        'x-amzn-errortype': codes[error.code] ?? error.code,
        ...error.headers,
      },
      body: JSON.stringify({ message: error.message }),
    }),
  };
};
