import { BrowserWindow, dialog } from 'electron';
import type { CoreProcess } from './core-process.ts';

/** Lets the person choose a workspace file in the system's dialog and gives it to the core. */
export function chooseWorkspace(core: CoreProcess): void {
  const options = {
    title: 'Open workspace',
    properties: ['openFile' as const],
    filters: [{ name: 'Meshward workspace', extensions: ['meshward'] }],
  };
  const window = BrowserWindow.getFocusedWindow();
  void (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options)).then(({ filePaths }) => {
    if (filePaths[0] !== undefined) core.open(filePaths[0]);
    return filePaths;
  });
}

/** Says why a chosen file was not opened. */
export function tellRefusal(why: string, next: string): void {
  void dialog.showMessageBox({ type: 'warning', message: why, detail: next, buttons: ['OK'] });
}
