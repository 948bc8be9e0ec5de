import { commands, type Disposable, Uri, window, workspace } from "vscode";
import { Disposables } from "../../infrastructure/disposable";

const scheme = "shim-decision";

/** More previews nobody keeps open. */
const most = 20;

/** Read-only documents that exist nowhere but in the window, shown as VS Code's own Markdown preview: nothing is left to save. */
export class Documents implements Disposable {
  private readonly owned = new Disposables();
  private readonly texts = new Map<string, string>();

  constructor() {
    this.owned.add(
      workspace.registerTextDocumentContentProvider(scheme, {
        provideTextDocumentContent: (uri) => this.texts.get(uri.toString()),
      }),
    );
  }

  /** @param name the tab's title; the same name and id show the same document. */
  async show(name: string, id: string, text: string): Promise<void> {
    const uri = Uri.from({ scheme, path: `/${name.replace(/[\\/]/g, "-")}.md`, query: id });
    this.texts.delete(uri.toString());
    this.texts.set(uri.toString(), text);
    for (const oldest of [...this.texts.keys()].slice(0, -most)) {
      this.texts.delete(oldest);
    }

    try {
      await commands.executeCommand("markdown.showPreview", uri);
    } catch {
      await window.showTextDocument(uri); // VS Code's Markdown extension is switched off
    }
  }

  dispose(): void {
    this.owned.dispose();
  }
}
