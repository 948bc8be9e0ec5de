import { type Disposable, workspace } from "vscode";
import { openFolders } from "../../infrastructure/folders";
import type { Shim } from "../../infrastructure/shim";

/**
 * Passes on what VS Code knows. A restricted window starts its server with `workspaceTrusted: false`; when the person grants
 * trust, every folder's own catalog is taken up at once, with no reload. VS Code withdraws trust only by reloading the
 * window, and with it the server. What a trusted catalog may send where is asked by the server, through the client.
 */
export function registerTrust({ client, log }: Shim): Disposable {
  return workspace.onDidGrantWorkspaceTrust(async () => {
    for (const folder of openFolders()) {
      await client
        .setTrust(folder, true)
        .catch((error: unknown) => log.warn(`${folder.name} is not trusted yet: ${String(error)}`)); // the next start says so
    }
  });
}
