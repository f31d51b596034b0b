import type { SampleEndpoint } from '#core/context.ts';

/**
 * Starts the sample bank's far side. Loaded only when somebody opens the sample: the start of the core stays lean. Nobody
 * waits for a bank that is on their own machine: it answers as fast as it can.
 */
export async function startSample(): Promise<SampleEndpoint> {
  const { startEmulator } = await import('#emulator/server.ts');
  const emulator = await startEmulator({ seed: 1, rates: 'off' });
  return {
    endpoint: emulator.endpoint,
    region: emulator.region,
    domainId: emulator.domainId,
    identityStoreId: emulator.identityStoreId,
    close: () => emulator.close(),
  };
}
