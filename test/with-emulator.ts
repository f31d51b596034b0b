import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { CoreOptions } from '#core/context.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '#emulator/server.ts';
import { type TestCore, startTestCore } from './start-core.ts';
import { KEYS } from './with-keys.ts';
import { tempFolder } from './temp.ts';

export async function emulated(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ seed: 7, rates: 'off', assets: 120, ...options });
  onTestFinished(() => emulator.close());
  return emulator;
}

/** A core with a workspace that is connected to the emulator. */
export async function connected(
  emulator: Emulator,
  options: Partial<CoreOptions> = {},
): Promise<TestCore & { file: string }> {
  // The SDK reads credentials from the process's own environment.
  Object.assign(process.env, KEYS);
  const home = options.home ?? tempFolder();
  const test = await startTestCore({ rates: 'off', env: KEYS, ...options, home });
  const file = path.join(home, 'bank.meshward');
  await test.client.workspace.create({ path: file, name: 'Bank' });
  await test.client.sync.connect({
    region: emulator.region,
    domainId: emulator.domainId,
    identityStoreId: emulator.identityStoreId,
    endpoint: emulator.endpoint,
    allowEndpoint: true,
  });
  return { ...test, file };
}

/** Every living asset of the bank. */
export const assetsOf = (emulator: Emulator) =>
  emulator.bank.assets.ordinals().map((ordinal) => emulator.bank.assets.at(ordinal));
