import type { ServiceName } from '#emulator/facts.ts';
import type { AwsError } from './aws-error.ts';

/** A request as it came off the socket. `path` is the raw path: labels are decoded per segment, after routing. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Bytes-to-be of an answer. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Which service and operation a request names; `read` parses its input, throwing `AwsError` when it is malformed. */
export interface Recognised {
  readonly service: ServiceName;
  readonly operation: string;
  readonly read: () => Record<string, unknown>;
}

/**
 * One wire protocol. `recognise` answers undefined for a request that is not in this protocol at all, and throws
 * `AwsError` for one that is but names no operation we know.
 */
export interface Protocol {
  readonly service: ServiceName;
  readonly recognise: (request: WireRequest) => Recognised | undefined;
  readonly answer: (operation: string, output: object, requestId: string) => WireAnswer;
  readonly refuse: (error: AwsError, requestId: string) => WireAnswer;
}
