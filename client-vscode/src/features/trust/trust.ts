import { type Disposable, workspace } from "vscode";
import { Disposables } from "../../infrastructure/disposable";
import { openFolders } from "../../infrastructure/folders";
import type { Shim } from "../../infrastructure/shim";

/**
 * Passes VS Code's trust on to the server. A restricted window starts its server with `workspaceTrusted: false`. When the
 * person grants trust, the server uses every folder's own catalog at once, without a reload, including that of a folder added
 * later. VS Code withdraws trust only by reloading the window, which also restarts the server. The server asks, through the
 * client, where a trusted catalog may send keys.
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
