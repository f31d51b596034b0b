import process from 'node:process';
import { VERSION } from '#core/version.ts';
import { read } from './arguments.ts';
import { help } from './help.ts';
import { type Io, printError } from './print.ts';
import { run } from './run.ts';

/**
 * The command line: every operation as `meshward <domain> <operation>`, derived from the contract.
 * @returns the exit code
 */
export async function main(argv: string[]): Promise<number> {
  const io: Io = {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    live: process.stderr.isTTY,
  };
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 70));
  const json = argv.includes('--json');
  const interrupt = new AbortController();
  let asked = 0;
  const stop = () => {
    asked += 1;
    if (asked > 1) process.exit(130);
    interrupt.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const request = read(argv);
    switch (request.kind) {
      case 'version':
        io.out(`meshward ${VERSION}\n`);
        return 0;
      case 'help':
        io.out(help(request.domain, request.operation));
        return 0;
      case 'emulator': {
        const { runEmulatorCommand } = await import('#emulator/command.ts');
        return await runEmulatorCommand(request.argv, {
          stdout: process.stdout,
          stderr: process.stderr,
          signal: interrupt.signal,
        });
      }
      case 'call':
        await run(request.call, io, interrupt.signal);
    }
    return 0;
  } catch (error) {
    if (interrupt.signal.aborted) return 130;
    return printError(io, error, json);
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
  }
}
