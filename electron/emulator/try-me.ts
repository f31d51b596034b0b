import { startEmulator } from '#emulator/server.ts';
const e = await startEmulator({ seed: 1, rates: 'off', assets: 3000 } as never);
console.log(JSON.stringify({ endpoint: e.endpoint, region: e.region, domainId: e.domainId, store: e.identityStoreId, counts: e.bank.counts() }));
setTimeout(() => process.exit(0), 500000);
