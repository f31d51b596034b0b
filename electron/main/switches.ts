import { app } from 'electron';

/** Chromium switches that open a door from outside or take a wall down. Fuses do not cover them. */
const REFUSED = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'no-sandbox',
  'disable-gpu-sandbox',
  'disable-setuid-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'unsafely-treat-insecure-origin-as-secure',
  'host-rules',
  'host-resolver-rules',
  'proxy-pac-url',
  'load-extension',
  'enable-blink-features',
  'ssl-key-log-file',
  'log-net-log',
  'js-flags',
];

/** The first such switch an installed Meshward was started with; a checkout may be debugged. */
export function refusedSwitch(): string | null {
  if (!app.isPackaged) return null;
  const found = REFUSED.find((name) => app.commandLine.hasSwitch(name));
  return found ? `--${found}` : null;
}
