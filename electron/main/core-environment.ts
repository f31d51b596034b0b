import { CORE_MEMORY } from './core-flags.ts';

/** Settings that would make the core's Node run code or open doors of somebody else's choosing. */
const DROPPED = ['NODE_OPTIONS', 'NODE_PATH', 'NODE_REPL_EXTERNAL_MODULE', 'NODE_V8_COVERAGE', 'ELECTRON_RUN_AS_NODE'];

/** The environment the core is started with. */
export function coreEnvironment(): Record<string, string> {
  const environment: Record<string, string> = { ...CORE_MEMORY };
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !DROPPED.includes(name)) environment[name] = value;
  }
  return environment;
}
