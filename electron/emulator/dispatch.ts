import type { Bank } from '#emulator/bank/bank.ts';
import type { Caller } from '#emulator/bank/types.ts';
import { createMemory } from '#emulator/memory.ts';
import { shapeOf, facts } from '#emulator/facts.ts';
import type { FaultTurn, Outcome } from '#emulator/faults/actions.ts';
import type { Faults } from '#emulator/faults/faults.ts';
import { projectOfInput, projectOfItem } from '#emulator/faults/project-of.ts';
import type { Call, Delays, Operation } from '#emulator/operation.ts';
import type { PagedRequest, Pager } from '#emulator/paging.ts';
import type { Rates } from '#emulator/rates.ts';
import { registry } from '#emulator/registry.ts';
import { createTokens } from '#emulator/tokens.ts';
import { validateInput } from '#emulator/validate.ts';
import { AwsError, denied, expiredToken, throttled } from '#emulator/wire/aws-error.ts';
import type { Protocol, Recognised, WireAnswer, WireRequest } from '#emulator/wire/protocol.ts';
import { readSignature } from '#emulator/wire/signature.ts';

/** What the emulator noticed about one request. `status` 0: no answer was sent. */
export interface RequestRecord {
  readonly service: string;
  readonly operation: string;
  /** epoch milliseconds, by the emulator's clock */
  readonly at: number;
  readonly attempt: number;
  readonly status: number;
}

export interface Desk {
  readonly bank: Bank;
  readonly region: string;
  readonly clock: () => number;
  readonly pager: Pager;
  readonly rates: Rates;
  readonly faults: () => Faults;
  readonly protocols: readonly Protocol[];
  readonly timeFilterUnit: 'seconds' | 'milliseconds';
  readonly assetSearchNeedsProject: boolean;
  readonly delays: Delays;
  readonly nextRequestId: () => string;
  readonly record: (record: RequestRecord) => void;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const sizeOf = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

const pagedRequest = (operation: string, input: Record<string, unknown>, size: number): PagedRequest => ({
  operation,
  input,
  token: textOf(input['nextToken'] ?? input['NextToken']),
  size: sizeOf(input['maxResults'] ?? input['MaxResults'], size),
});

/** Every DataZone request names a domain; one that is not ours is denied, whatever else is wrong with it. */
const checkDomain = (bank: Bank, { service, operation }: Recognised, input: Record<string, unknown>): void => {
  if (service !== 'DataZone') return;
  const members = shapeOf(service, facts[service].operations[operation]?.input).members ?? {};
  const named =
    'domainIdentifier' in members ? 'domainIdentifier' : operation.endsWith('Domain') ? 'identifier' : undefined;
  if (named !== undefined && input[named] !== bank.domain.id) throw denied(operation);
};

const wholeSecondsUp = (seconds: number): number => Math.max(1, Math.ceil(seconds));

/** Takes requests off the wire and answers them, in AWS's order: signature, rate, validation, access, operation. */
export const createDispatcher = (desk: Desk): ((request: WireRequest, signal: AbortSignal) => Promise<Outcome>) => {
  const memory = createMemory(desk.bank);
  const tokens = createTokens(desk.clock);

  const callFor = (recognised: Recognised, input: Record<string, unknown>, caller: Caller): Call => ({
    bank: desk.bank,
    caller,
    operation: recognised.operation,
    now: desk.clock(),
    edit: desk.bank.editAs(caller.profileId ?? 'SYSTEM'),
    delays: desk.delays,
    timeFilterUnit: desk.timeFilterUnit,
    assetSearchNeedsProject: desk.assetSearchNeedsProject,
    page: (items, size, most = Number.POSITIVE_INFINITY) => {
      const asked = pagedRequest(recognised.operation, input, size);
      const { slice, nextToken } = desk.pager.page(items, { ...asked, size: Math.min(asked.size, most) });
      return { slice, nextToken };
    },
    remember: (key, make) => memory.recall(`${recognised.operation} ${key}`, make),
  });

  /** A request sent again with its client token is answered again, without a second effect. */
  const runOnce = (recognised: Recognised, run: Operation['run'], input: Record<string, unknown>, caller: Caller) => {
    desk.bank.settle();
    const act = (): object => run(callFor(recognised, input, caller), input as never);
    const token = textOf(input['clientToken']);
    if (token === undefined) return act();
    return tokens.once(`${caller.arn} ${recognised.operation} ${token}`, input, act);
  };

  const perform = async (
    protocol: Protocol,
    recognised: Recognised,
    operation: Operation,
    request: WireRequest,
    attempt: number,
    requestId: string,
    signal: AbortSignal,
  ): Promise<Outcome> => {
    const { service, operation: name } = recognised;
    const signer = readSignature(request, service, desk.region);
    const faults = desk.faults();
    if (faults.expired(signer.accessKeyId)) throw expiredToken();
    const input = recognised.read();
    const effects = faults.effectsOn({
      service,
      operation: name,
      attempt,
      accessKeyId: signer.accessKeyId,
      project: () => projectOfInput(desk.bank, input),
    });
    const turn: FaultTurn = {
      service,
      operation: name,
      sentToken: textOf(input['nextToken'] ?? input['NextToken']),
      sameAgain: () => desk.pager.sameAgain(pagedRequest(name, input, 0)),
      projectOf: (item) => projectOfItem(desk.bank, item),
      signal,
    };
    for (const effect of effects) {
      const settled = await effect.before?.(turn);
      if (settled) return settled;
    }
    const wait = desk.rates.take(service, name);
    if (wait > 0) throw throttled(service === 'IdentityStore' ? wholeSecondsUp(wait) : undefined);
    validateInput(service, name, input, operation.free);
    checkDomain(desk.bank, recognised, input);
    let output = runOnce(recognised, operation.run, input, desk.bank.callerOf(signer.accessKeyId));
    for (const effect of effects) output = effect.output?.(turn, output) ?? output;
    const answer = protocol.answer(name, output, requestId);
    for (const effect of effects) {
      const settled = effect.after?.(answer);
      if (settled) return settled;
    }
    return { kind: 'answer', answer };
  };

  const refusal = (protocol: Protocol, error: unknown, requestId: string): WireAnswer =>
    protocol.refuse(
      error instanceof AwsError
        ? error
        : new AwsError('InternalServerException', 500, 'The emulator failed to answer this request.'),
      requestId,
    );

  return async (request, signal) => {
    const requestId = desk.nextRequestId();
    const attempt = Number(/attempt=(\d+)/.exec(request.headers['amz-sdk-request'] ?? '')?.[1] ?? 1);
    const at = desk.clock();
    for (const protocol of desk.protocols) {
      let name = 'Unknown';
      try {
        const recognised = protocol.recognise(request);
        if (!recognised) continue;
        name = recognised.operation;
        const operation = registry[protocol.service][name];
        if (!operation) throw new AwsError('UnknownOperationException', 404, '');
        const outcome = await perform(protocol, recognised, operation, request, attempt, requestId, signal);
        const status = outcome.kind === 'answer' ? outcome.answer.status : 0;
        desk.record({ service: protocol.service, operation: name, at, attempt, status });
        return outcome;
      } catch (error) {
        const answer = refusal(protocol, error, requestId);
        desk.record({ service: protocol.service, operation: name, at, attempt, status: answer.status });
        return { kind: 'answer', answer };
      }
    }
    desk.record({ service: 'Unknown', operation: 'Unknown', at, attempt, status: 404 });
    return {
      kind: 'answer',
      answer: {
        status: 404,
        headers: {
          'content-type': 'application/json',
          'x-amzn-requestid': requestId,
          'x-amzn-errortype': 'UnknownOperationException',
        },
        body: '{}',
      },
    };
  };
};
