import { EventEmitter, Uri, window, workspace, type WorkspaceFolder } from "vscode";
import { Disposables } from "./disposable";
import type { Folder } from "./folder";

/**
 * The current folder of the window: the active editor's. Without one it is the folder before, because a click into a terminal
 * or a settings page does not change it, or else the first. None in a window without folders.
 */
export class CurrentFolder {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<void>());
  private folder = this.find();

  readonly onDidChange = this.changed.event;

  constructor() {
    this.owned.add(window.onDidChangeActiveTextEditor(() => this.update()));
    this.owned.add(workspace.onDidChangeWorkspaceFolders(() => this.update()));
  }

  get current(): Folder | undefined {
    return this.folder;
  }

  dispose(): void {
    this.owned.dispose();
  }

  private update(): void {
    const next = this.find();
    if (next?.uri !== this.folder?.uri) {
      this.folder = next;
      this.changed.fire();
    }
  }

  private find(): Folder | undefined {
    const open = openFolders();
    const edited = window.activeTextEditor?.document.uri;
    const owner = edited && workspace.getWorkspaceFolder(edited);
    return (owner && toFolder(owner)) ?? open.find((folder) => folder.uri === this.folder?.uri) ?? open[0];
  }
}

export function openFolders(): readonly Folder[] {
  return (workspace.workspaceFolders ?? []).map(toFolder);
}

/** The folders that the server has a session for; one session that is of none, in a window without folders. */
export function sessionFolders(): readonly (Folder | undefined)[] {
  const open = openFolders();
  return open.length > 0 ? open : [undefined];
}

/** The URI is spelt as vscode-languageclient spells it to the server, which answers in the same words. */
function toFolder({ uri, name }: { uri: Uri; name: string } | WorkspaceFolder): Folder {
  return { uri: uri.toString(), name };
}

/** Where a folder is on this machine's disk; undefined if it is not there. */
export function pathOf(folder: Folder | undefined): string | undefined {
  const uri = folder && Uri.parse(folder.uri);
  return uri?.scheme === "file" ? uri.fsPath : undefined;
}
