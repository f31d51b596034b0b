import type { Asset } from '#emulator/bank/types.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '#emulator/server.ts';
import { type Clients, clientsOf, failureOf, sendByName } from '#test/emulator/clients.ts';

type Answer = Record<string, unknown>;

/** An emulator whose clock the test moves, and a caller who owns the domain. */
export interface Writing {
  readonly emulator: Emulator;
  readonly clients: Clients;
  /** lets so many milliseconds pass */
  readonly pass: (ms: number) => void;
  readonly now: () => number;
  /** sends a DataZone operation in this domain */
  readonly send: (operation: string, input?: object, as?: Clients) => Promise<Answer>;
  /** the error's name, status and text, of a request that fails */
  readonly refused: (operation: string, input?: object, as?: Clients) => Promise<[string, number | undefined, string]>;
  readonly codeOf: (operation: string, input?: object, as?: Clients) => Promise<[string, number | undefined]>;
  /** a caller by the name of a person of the bank, or any access key */
  readonly as: (accessKeyId: string, maxAttempts?: number) => Clients;
  readonly assetNamed: (name: string) => Asset;
  readonly projectId: (name: string) => string;
  readonly termId: (name: string) => string;
  readonly glossaryId: (name: string) => string;
  readonly close: () => Promise<void>;
}

const found = <T>(item: T | undefined, what: string): T => {
  if (item === undefined) throw new Error(`The bank has no ${what}.`);
  return item;
};

/** Starts an emulator for a test that writes. */
export const startWriting = async (options: EmulatorOptions = {}): Promise<Writing> => {
  let now = Date.UTC(2026, 6, 1);
  const emulator = await startEmulator({ rates: 'off', clock: () => now, ...options });
  const opened: Clients[] = [];
  const as: Writing['as'] = (accessKeyId, maxAttempts = 1) => {
    const made = clientsOf(emulator, { accessKeyId, maxAttempts });
    opened.push(made);
    return made;
  };
  const clients = as('AKIAMESHWARDTEST');
  const { bank, domainId: domainIdentifier } = emulator;
  const send: Writing['send'] = (operation, input = {}, caller = clients) =>
    sendByName(caller, 'DataZone', operation, { domainIdentifier, ...input });
  const named = (items: readonly { readonly id: string; readonly name: string }[], name: string): string =>
    found(
      items.find((each) => each.name === name),
      name,
    ).id;
  const refused: Writing['refused'] = async (operation, input, caller) => {
    const failure = await failureOf(send(operation, input, caller));
    return [failure.name, failure.$metadata?.httpStatusCode, failure.message];
  };
  return {
    emulator,
    clients,
    pass: (ms) => {
      now += ms;
    },
    now: () => now,
    send,
    refused,
    codeOf: async (...request) => {
      const [name, status] = await refused(...request);
      return [name, status];
    },
    as,
    assetNamed: (name) =>
      found(
        bank.assets
          .ordinals()
          .map(bank.assets.at)
          .find((asset) => asset.name === name),
        name,
      ),
    projectId: (name) => named(bank.projects.list(), name),
    termId: (name) => named(bank.terms.list(), name),
    glossaryId: (name) => named(bank.glossaries.list(), name),
    close: async () => {
      for (const each of opened) each.destroy();
      await emulator.close();
    },
  };
};
