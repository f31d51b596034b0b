/** A reader that only repeats what it is told, with its process and what reached it of the environment; or hangs. */
interface Port {
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): unknown;
  postMessage(data: unknown): void;
  start(): void;
}

export function standInReader(): void {
  const parent = (process as unknown as { parentPort: Port }).parentPort;
  parent.on('message', ({ ports: [port] }) => {
    port?.on('message', ({ data }) => {
      if ((data as { hang?: boolean }).hang) for (;;);
      port.postMessage({ heard: data, pid: process.pid, environment: Object.keys(process.env) });
    });
    port?.start();
  });
}
