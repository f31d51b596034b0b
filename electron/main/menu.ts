import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/** The menu bar: the system's own roles, a file to open and a window more. Developer tools exist in a checkout only. */
export function installMenu(commands: { openWindow: () => void; openWorkspace: () => void }): void {
  const mac = process.platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const view: MenuItemConstructorOptions[] = [
    { role: 'reload' },
    separator,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
  ];
  if (!app.isPackaged) view.push(separator, { role: 'toggleDevTools' });
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        { label: 'Open workspace…', accelerator: 'CmdOrCtrl+O', click: commands.openWorkspace },
        { label: 'New window', accelerator: 'CmdOrCtrl+Shift+N', click: commands.openWindow },
        separator,
        { role: 'close' },
        ...(mac ? [] : [separator, { role: 'quit' } as const]),
      ],
    },
    { role: 'editMenu' },
    { label: '&View', submenu: view },
    { role: 'windowMenu' },
    { role: 'help', submenu: [{ role: 'about' }] },
  ];
  app.setAboutPanelOptions({ applicationName: 'Meshward', applicationVersion: app.getVersion() });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
