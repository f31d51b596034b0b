// The one-time token is taken out of the address before anything can fail or wait.
import './api/session.ts';

// Zod tries `new Function` once, as soon as the shape of an object is made, to see whether it may compile; the page's
// CSP would report that attempt. A bundler may load the contract ahead of any statement here that itself imports zod,
// so its settings are put where it looks for them, and everything else comes as a second step.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
void import('./start.tsx');
