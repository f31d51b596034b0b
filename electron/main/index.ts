import { app } from 'electron';
import { drawAttention } from './attention.ts';
import { guardContents } from './contents-guard.ts';
import { coreProcess } from './core-process.ts';
import { chooseWorkspace, tellRefusal } from './file-dialog.ts';
import { folders } from './folders.ts';
import { introduce } from './introduction.ts';
import { installMenu } from './menu.ts';
import { handlePageScheme, registerPageScheme } from './page-scheme.ts';
import { guardSession } from './session-guard.ts';
import { refusedSwitch } from './switches.ts';
import { windows } from './windows.ts';

/*
 * The porter: it opens windows, serves the page, starts the core and brings the two together. What they say to each
 * other it never sees. For a page out of sight it shows how far its work is, and that it ended.
 */

// Asked before anything else: enabling the sandbox takes the switch that forbids it off the command line.
const refused = refusedSwitch();
const places = folders();
app.setPath('userData', places.userData);
app.enableSandbox();
registerPageScheme();

if (refused) {
  process.stderr.write(
    `${refused} would undo a protection, so Meshward does not start with it. Leave it out. (E_SWITCH)\n`,
  );
  app.exit(2);
} else if (app.requestSingleInstanceLock()) {
  run();
} else {
  app.quit();
}

function run(): void {
  const core = coreProcess(places, tellRefusal);
  const shown = windows(places);
  app.on('session-created', guardSession);
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('second-instance', () => shown.focus());
  app.on('activate', () => shown.focus());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (!core.running) return;
    event.preventDefault();
    void core.stop().then(() => app.exit(0));
  });
  introduce(core, shown);
  drawAttention(shown);
  void app.whenReady().then(open);

  function open(): void {
    core.start();
    handlePageScheme(places.page);
    installMenu({ openWindow: shown.open, openWorkspace: () => chooseWorkspace(core) });
    shown.open();
  }
}
