import type { ServiceName } from '#emulator/facts.ts';
import type { RawAnswer } from '#test/emulator/clients.ts';

/** STS answers XML without repetition or attributes: names and texts are all there is. */
const fromXml = (xml: string, result: string): Record<string, string> => {
  const inner = new RegExp(`<${result}>(.*)</${result}>`, 's').exec(xml)?.[1] ?? '';
  return Object.fromEntries(
    [...inner.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
};

const epoch = (text: string | undefined): number => Date.parse(text ?? '') / 1000;

/** The one answer whose body is not its own: members travel in headers, the body is what somebody posted. */
const eventOf = ({ headers, body }: RawAnswer): unknown => ({
  domainId: headers['domain-id'],
  id: headers['id'],
  event: body,
  createdBy: headers['created-by'],
  processingStatus: headers['processing-status'],
  eventTime: epoch(headers['event-time']),
  createdAt: epoch(headers['created-at']),
});

/** 204 has no body at all. */
const nothing = (body: string): object => {
  if (body !== '') throw new Error('An answer without content has a body.');
  return {};
};

/** The members of an answer, wherever they travelled; times are epoch seconds. */
export const bodyOf = (service: ServiceName, operation: string, raw: RawAnswer): unknown =>
  service === 'STS'
    ? fromXml(raw.body, `${operation}Result`)
    : operation === 'GetLineageEvent'
      ? eventOf(raw)
      : raw.status === 204
        ? nothing(raw.body)
        : JSON.parse(raw.body);
