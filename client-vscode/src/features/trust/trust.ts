import { type Disposable, workspace } from "vscode";
import { Disposables } from "../../infrastructure/disposable";
import { openFolders } from "../../infrastructure/folders";
import type { Shim } from "../../infrastructure/shim";

/**
 * Passes on what VS Code knows. A restricted window starts its server with `workspaceTrusted: false`; when the person grants
 * trust, every folder's own catalog is taken up at once, with no reload, and so is that of a folder that is added later. VS
 * Code withdraws trust only by reloading the window, and with it the server. What a trusted catalog may send where is asked
 * by the server, through the client.
 */
export function registerTrust({ client, log }: Shim): Disposable {
  const owned = new Disposables();
  const told = new Set<string>();
  let granted = false;

  const pass = async () => {
    for (const folder of granted ? openFolders().filter(({ uri }) => !told.has(uri)) : []) {
      told.add(folder.uri);
      await client
        .setTrust(folder, true)
        .catch((error: unknown) => log.warn(`${folder.name} is not trusted yet: ${String(error)}`)); // the next start says so
    }
  };

  owned.add(
    workspace.onDidGrantWorkspaceTrust(() => {
      granted = true;
      void pass();
    }),
  );
  owned.add(client.onDidTell(() => void pass()));
  return owned;
}
