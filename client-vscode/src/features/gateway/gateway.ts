import { ConfigurationTarget, type Disposable, Uri, workspace } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { contextKeys, registerCommand, setContext } from "../../infrastructure/commands";
import { section } from "../../infrastructure/config";
import { Disposables } from "../../infrastructure/disposable";
import type { Folder } from "../../infrastructure/folder";
import { openFolders } from "../../infrastructure/folders";
import type { Command } from "../../infrastructure/server/locate";
import type { Shim } from "../../infrastructure/shim";
import { failureText } from "../../infrastructure/wording/failures";
import { registerClaudeTerminal } from "./claudeTerminal";
import { copyConnection, startGateway, stopGateway } from "./commands";
import { give, giveAll } from "./credentials";
import { FolderGateway } from "./folderGateway";
import type { OwnGateway } from "./launch";
import { resolvedModels } from "./modelsPath";

const enabled = "gateway.enabled";

/** The gateways of this window: one for each folder whose setting or terminal asks for it. */
export class Gateways implements Disposable {
  private readonly owned = new Disposables();
  private readonly byFolder = new Map<string, FolderGateway>();
  private readonly own = new Map<string, OwnGateway>();
  private readonly needed = new Set<string>();

  constructor(private readonly shim: Shim) {
    this.owned.add(shim.server.onDidChangeState(({ kind }) => kind === "running" && this.follow())); // the server first: people wait for it
    this.owned.add(
      workspace.onDidChangeConfiguration((change) => change.affectsConfiguration(`${section}.gateway`) && this.follow()),
    );
    this.owned.add(workspace.onDidChangeWorkspaceFolders(() => this.follow()));
    this.owned.add(workspace.onDidGrantWorkspaceTrust(() => this.follow()));
    this.owned.add(shim.folder.onDidChange(() => this.tell()));
    this.owned.add(
      shim.keyring.onDidChange(({ name, value }) => {
        for (const gateway of this.own.values()) {
          void give(gateway, name, value ?? null).catch(() => undefined); // it ends just now
        }
      }),
    );
  }

  /** The gateway of a folder; whether it runs is another question. */
  of(folder: Folder): FolderGateway {
    const known = this.byFolder.get(folder.uri);
    if (known) {
      return known;
    }

    const uri = Uri.parse(folder.uri);
    const gateway = this.owned.add(
      new FolderGateway(uri.fsPath, {
        log: this.shim.log,
        command: () => this.command(),
        port: () => workspace.getConfiguration(section, uri).get<number | null>("gateway.port") ?? undefined,
        models: () => this.models(folder),
        supply: async (own) => {
          this.own.set(folder.uri, own);
          void own.ended.then(() => this.own.delete(folder.uri));
          await giveAll(own, this.shim.keyring);
        },
      }),
    );
    gateway.onDidChange(() => this.tell());
    this.byFolder.set(folder.uri, gateway);
    return gateway;
  }

  /** The catalog that a person named for a folder. */
  models(folder: Folder): string | undefined {
    const uri = Uri.parse(folder.uri);
    return resolvedModels(workspace.getConfiguration(section, uri).get<string | null>("modelsPath"), uri.fsPath);
  }

  async command(): Promise<Command> {
    const found = await this.shim.program();
    if ("kind" in found) {
      throw new Error(failureText(found));
    }

    return found;
  }

  /** Writes the setting that all windows of the folder follow. */
  async want(folder: Folder, wanted: boolean): Promise<void> {
    const uri = Uri.parse(folder.uri);
    const configuration = workspace.getConfiguration(section, uri);
    const target = workspace.workspaceFile ? ConfigurationTarget.WorkspaceFolder : ConfigurationTarget.Workspace;
    const { globalValue } = configuration.inspect<boolean>(enabled) ?? {};
    if (!wanted) {
      this.needed.delete(uri.fsPath);
    }

    await configuration.update(enabled, wanted === (globalValue ?? false) ? undefined : wanted, target);
    this.follow();
  }

  /** Keeps the gateway of a folder, by its path, until it is released or a person stops it, whatever the setting says. */
  need(path: string): void {
    if (workspace.isTrusted) {
      this.needed.add(path);
      this.follow();
    }
  }

  release(path: string): void {
    this.needed.delete(path);
    this.follow();
  }

  /** Ends the gateways of this window. */
  async stop(): Promise<void> {
    await Promise.all([...this.byFolder.values()].map((gateway) => gateway.stop()));
  }

  dispose(): void {
    this.owned.dispose();
  }

  private follow(): void {
    const open = openFolders().filter(({ uri }) => uri.startsWith("file:"));
    for (const folder of open) {
      const uri = Uri.parse(folder.uri);
      if (this.needed.has(uri.fsPath) || workspace.getConfiguration(section, uri).get<boolean>(enabled) === true) {
        this.of(folder).start();
      } else {
        void this.byFolder.get(folder.uri)?.stop();
      }
    }

    for (const [uri, gateway] of this.byFolder) {
      if (!open.some((folder) => folder.uri === uri)) {
        void gateway.stop();
      }
    }
  }

  private tell(): void {
    const folder = this.shim.folder.current;
    const state = folder && this.byFolder.get(folder.uri)?.state.kind;
    setContext(contextKeys.gateway, state === "own" || state === "other");
  }
}

/**
 * Start Gateway, Stop Gateway, Copy Connection, and the terminal profile "Claude Code through Shim".
 * @returns what ends the gateways of this window, for its end.
 */
export function registerGateway(shim: Shim, owned: Disposables): () => Promise<void> {
  const gateways = owned.add(new Gateways(shim));
  owned.add(registerCommand(commandIds.startGateway, shim.log, () => startGateway(shim, gateways)));
  owned.add(registerCommand(commandIds.stopGateway, shim.log, () => stopGateway(shim, gateways)));
  owned.add(registerCommand(commandIds.copyConnection, shim.log, () => copyConnection(shim, gateways)));
  owned.add(registerClaudeTerminal(shim, gateways));
  return () => gateways.stop();
}
