import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron';

/** What a core in a utility process says of its readers: start one with so many MB for its objects, or kill it. */
export interface ReaderWish {
  reader?: number;
  heap?: number;
  kill?: boolean;
}

/**
 * Starts the processes in which the core has strangers' files parsed. Only main may start a utility process, and the
 * program is not able to run as plain Node; so main starts it, gives each side an end of a port, and kills it when asked.
 */
export function readersOf(core: UtilityProcess, program: string) {
  const readers = new Map<number, UtilityProcess>();

  function start(number: number, heap: number): void {
    const reader = utilityProcess.fork(program, ['--reader'], {
      serviceName: 'Meshward reader',
      stdio: 'ignore',
      // The core's keys and settings are none of its business. An empty environment would be taken for none given.
      env: Object.fromEntries([['LC_ALL', 'C'], ...['SystemRoot', 'TEMP', 'TMP', 'TMPDIR'].flatMap(setting)]),
      execArgv: [`--max-old-space-size=${heap}`, '--max-semi-space-size=4'],
    });
    readers.set(number, reader);
    reader.once('exit', (code) => {
      readers.delete(number);
      core.postMessage({ reader: number, ended: `exit code ${code}` }, []);
    });
    const { port1, port2 } = new MessageChannelMain();
    reader.postMessage(null, [port1]);
    core.postMessage({ reader: number }, [port2]);
  }

  return {
    /** Does what the core wishes; false where it was about something else. */
    heard({ reader, heap, kill: asked }: ReaderWish): boolean {
      if (typeof reader !== 'number') return false;
      if (asked) kill(readers.get(reader));
      else if (typeof heap === 'number') start(reader, heap);
      return true;
    },
    /** The core is gone: nobody waits for them. */
    end(): void {
      for (const reader of readers.values()) kill(reader);
      readers.clear();
    },
  };
}

/** At once: a parser that hangs would not hear anything softer. */
function kill(reader: UtilityProcess | undefined): void {
  if (reader?.pid === undefined) return;
  try {
    process.kill(reader.pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

const setting = (name: string): [string, string][] => {
  const value = process.env[name];
  return value === undefined ? [] : [[name, value]];
};
