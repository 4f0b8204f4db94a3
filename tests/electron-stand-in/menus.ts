import type { BrowserWindow } from './browser-window.ts';

interface MenuItem {
  id?: string;
  label?: string;
  role?: string;
  type?: string;
  accelerator?: string;
  submenu?: MenuItem[];
  click?: () => void;
}

export interface MenuOutline {
  id: string | undefined;
  label: string | undefined;
  role: string | undefined;
  accelerator: string | undefined;
  items: MenuOutline[];
}

const editingRoles: Readonly<Record<string, string>> = {
  undo: 'undo',
  redo: 'redo',
  cut: 'cut',
  copy: 'copy',
  paste: 'paste',
  selectAll: 'selectAll',
};

/** Electron's `Menu`, as far as an application menu needs it. */
export class Menu {
  static application: Menu | undefined;
  readonly items: MenuItem[];

  constructor(items: MenuItem[]) {
    this.items = items;
  }

  static buildFromTemplate(template: MenuItem[]): Menu {
    return new Menu(template);
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.application = menu ?? undefined;
  }

  popup(): void {}

  outline(items: MenuItem[] = this.items): MenuOutline[] {
    return items.map(({ id, label, role, accelerator, submenu }) => ({
      id,
      label,
      role,
      accelerator,
      items: submenu ? this.outline(submenu) : [],
    }));
  }

  /** Does what a click on the item with this id does, in the focused window. */
  async click(id: string, window: BrowserWindow | undefined, quit: () => void): Promise<void> {
    const item = find(this.items, id);
    if (!item) throw new Error(`no menu item ${id}`);
    const { role } = item;
    if (item.click) item.click();
    else if (role === 'quit') quit();
    else if (role === 'close') window?.close();
    else if (role !== undefined && editingRoles[role] !== undefined)
      await window?.webContents.edit(editingRoles[role]);
    else throw new Error(`the stand-in does not know the role ${role}`);
  }
}

function find(items: readonly MenuItem[], id: string): MenuItem | undefined {
  for (const item of items) {
    const found = item.id === id ? item : find(item.submenu ?? [], id);
    if (found) return found;
  }
  return undefined;
}
