import type { ExtensionContext } from "vscode";
import { createApi, type ShimApi } from "./api";
import { registerChat } from "./features/chat/chat";
import { registerDashboard } from "./features/dashboard/dashboard";
import { registerGrants } from "./features/grants/grants";
import { registerFeedback } from "./features/feedback/feedback";
import { registerGateway } from "./features/gateway/gateway";
import { registerKeys } from "./features/keys/keys";
import { registerModels } from "./features/models/models";
import { registerModelsFile } from "./features/modelsFile/openModelsFile";
import { registerPicker } from "./features/picker/switching";
import { registerMoveKey } from "./features/problems/moveKey";
import { registerProblems } from "./features/problems/problems";
import { registerRouting } from "./features/routing/route";
import { registerServer } from "./features/server/server";
import { registerStatusBar } from "./features/status/statusBar";
import { registerTrust } from "./features/trust/trust";
import { Disposables } from "./infrastructure/disposable";
import { composeShim } from "./infrastructure/shim";

let stop = (): Promise<void> => Promise.resolve();

export function activate(context: ExtensionContext): ShimApi {
  performance.mark("shimLsp.activating"); // docs/performance.md reads these marks
  const owned = new Disposables();
  context.subscriptions.push(owned);

  const shim = composeShim(context, owned);
  owned.add(registerStatusBar(shim));
  owned.add(registerPicker(shim));
  owned.add(registerRouting(shim));
  owned.add(registerDashboard(shim));
  owned.add(registerFeedback(shim));
  owned.add(registerKeys(shim));
  owned.add(registerModelsFile(shim));
  owned.add(registerModels(shim));
  owned.add(registerProblems(shim));
  owned.add(registerMoveKey(shim));
  owned.add(registerGrants(shim));
  owned.add(registerTrust(shim));
  owned.add(registerChat(shim, context.globalState));
  owned.add(registerServer(shim));
  const stopGateways = registerGateway(shim, owned);

  stop = async () => {
    await Promise.all([stopGateways(), shim.server.stop()]);
  };
  shim.server.start();
  performance.mark("shimLsp.activated");
  return createApi(shim);
}

/** VS Code waits for the promise, so the server can say good-bye. */
export function deactivate(): Promise<void> {
  return stop();
}
