// `npm start`: opens the console in a window of its own, or serves it on loopback where that cannot be.
// Until the version is judged, nothing here may be newer than what an old Node can read.
var HELP = `npm start -- [--web] [--port N] [--home FOLDER]

  --web          serve the console on loopback instead of opening a window
  --port N       port to serve it on; a free one when left out
  --home FOLDER  where the recent list and the sample bank lie
`;

var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || (version[0] === 22 && version[1] < 15)) {
  console.error(
    'Meshward needs Node 22.15 or newer and this is ' +
      process.versions.node +
      '. Run `npm ci` and then `npm start`, which brings its own. (E_NODE)',
  );
  process.exit(78);
} else {
  start().catch(function (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}

async function start() {
  process.exitCode = await run();
}

async function run() {
  const flags = parse(process.argv.slice(2));
  if (flags.wrong) {
    console.error(`${flags.wrong} See npm start -- --help. (E_CLI_FLAG)`);
    return 2;
  }
  if (flags.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const path = await import('node:path');
  if (flags.home) process.env.MESHWARD_HOME = path.resolve(flags.home);
  const { build } = await import('../tools/build.mjs');
  await build({ ifStale: true, say: (text) => console.error(text) });

  const window = flags.web ? { why: null } : await findWindow();
  if (window.program) {
    const ended = await openWindow(window.program);
    if (ended === null) return 0;
    window.why = `The window could not be opened (Electron ended with ${ended})`;
  }
  if (window.why) console.error(`${window.why}; serving the console on loopback instead.`);
  return await serve(flags.port);
}

function parse(args) {
  const flags = { web: false, help: false, port: 0, home: null, wrong: null };
  for (let at = 0; at < args.length; at++) {
    const [name, joined] = args[at].split(/=(.*)/s, 2);
    const value = () => joined ?? args[++at];
    if (name === '--web' && joined === undefined) flags.web = true;
    else if (name === '--help' && joined === undefined) flags.help = true;
    else if (name === '--port') flags.port = port(value());
    else if (name === '--home') flags.home = value();
    else return { wrong: `There is no flag “${args[at]}”.` };
    if (flags.port === null) return { wrong: '--port takes a number from 1 to 65535.' };
    if (name === '--home' && !flags.home) return { wrong: '--home takes a folder.' };
  }
  return flags;
}

function port(text) {
  const number = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0;
  return number >= 1 && number <= 65_535 ? number : null;
}

/** The program that opens windows, or why there is none. What costs nothing to find out comes first. */
async function findWindow() {
  if (process.platform === 'linux') {
    if (process.getuid() === 0) return { why: 'Electron does not sandbox its pages for root' };
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
      return { why: 'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)' };
    }
  }
  const { fetchElectron } = await import('../tools/electron-runtime.mjs');
  const { program, why } = fetchElectron((text) => console.error(text));
  return program ? { program } : { why: why.charAt(0).toUpperCase() + why.slice(1) };
}

/** Settles when the window's process has ended: null, or how, when it never got as far as a window. */
async function openWindow(program) {
  const { spawn } = await import('node:child_process');
  const begun = Date.now();
  const child = spawn(program, [rootFolder()], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      const failed = code !== 0 && code !== null && Date.now() - begun < 10_000;
      resolve(failed || signal === 'SIGABRT' || signal === 'SIGTRAP' ? (signal ?? `exit code ${code}`) : null);
    });
  });
}

async function serve(wantedPort) {
  const { homeFolder, runningHost, startWebHost } = await import('../dist/hosts/web.mjs');
  const path = await import('node:path');
  const home = homeFolder();
  const running = await runningHost(home);
  if (running) {
    console.error(`The console is already being served by process ${running.pid}; this is a fresh link to it.`);
    console.log(running.url);
    return 0;
  }
  let host;
  try {
    host = await startWebHost({ home, page: path.join(rootFolder(), 'dist', 'page'), port: wantedPort });
  } catch (error) {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    console.error(`Port ${wantedPort} cannot be had on this machine; choose another one. (E_WEB_PORT)`);
    return 1;
  }
  const stopped = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
  console.log(host.url);
  await stopped;
  await host.close();
  return 0;
}

function rootFolder() {
  return import.meta.dirname.replace(/[\\/]bin$/, '');
}
