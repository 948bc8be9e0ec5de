import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync } from "node:fs";
import { createServer } from "node:net";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { inject } from "vitest";
import type { Home } from "./home";
import { until } from "./until";
import { Window } from "./window";

export interface EditorOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether VS Code asks for trust; without it every folder is trusted. */
  readonly trust?: boolean;
  readonly variables?: Readonly<Record<string, string>>;
  /** Where strace writes every connection that VS Code, its extensions and our server open, or try to. */
  readonly connections?: string;
}

/** Keeps VS Code from greeting, asking and looking things up. */
const quiet = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "workbench.reduceMotion": "on", // what is looked at is not half faded in
  "workbench.settings.enableNaturalLanguageSearch": false,
  "shim.checkLocalEndpoints": false, // whether an Ollama runs on this machine must not decide a test
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "security.workspace.trust.startupPrompt": "always",
  "workbench.colorTheme": "Default Dark Modern",
};

/** Features of Chromium that are off. It takes the last such list alone, so those that Playwright turns off are here again. */
const features = [
  // Streams a script that is compiled already, and compiles it anew: two seconds of processor time for each window.
  "BackgroundResourceFetch",
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
];

const switches = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-dev-shm-usage",
  `--disable-features=${features.join(",")}`,
  "--js-flags=--no-enable-lazy-source-positions", // else VS Code's whole script is parsed again for the first stack trace
];

const viewport = { width: 1280, height: 800 };

/** A VS Code that runs: its server side, and the browser that its windows are pages of. */
export class Editor {
  private constructor(
    readonly home: Home,
    readonly port: number,
    private readonly process: ChildProcess,
    private readonly browser: BrowserContext,
  ) {}

  static async start(
    home: Home,
    { settings = {}, trust = false, variables = {}, connections }: EditorOptions = {},
  ): Promise<Editor> {
    const { node, entry, chromium: executablePath } = inject("vscode");
    const { extensions, profile, compiled, port: usual } = inject("warm");
    const config = home.write("config.yaml", "auth: none\n");
    const own = ["--config", config, "--user-data-dir", home.folder("data"), "--extensions-dir", home.folder("extensions")];
    home.write("data/User/settings.json", { ...quiet, ...settings });
    cpSync(extensions, home.path("extensions"), { recursive: true });
    const environment = {
      ...process.env,
      ...home.variables,
      EXTENSIONS_GALLERY: '{"serviceUrl":""}',
      NODE_COMPILE_CACHE: compiled,
      ...variables,
    };
    const port = await freePort(usual);
    const [program, ...before] =
      connections === undefined
        ? [node]
        : ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect", "-e", "signal=none", "-o", connections, node];
    const child = spawn(
      program,
      [
        ...before,
        entry,
        ...own,
        "--auth",
        "none",
        "--bind-addr",
        `127.0.0.1:${port}`,
        "--disable-telemetry",
        "--disable-update-check",
        ...(trust ? [] : ["--disable-workspace-trust"]),
        "--disable-getting-started-override",
        "--disable-proxy",
        "--ignore-last-opened",
        "--reconnection-grace-time",
        "2",
      ],
      { env: environment, stdio: "ignore", detached: true }, // a group of its own, to end with all that it starts
    );
    process.once("exit", () => endGroup(child));
    await until("VS Code's server is up", async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok, 60_000);
    const browser = await chromium.launchPersistentContext(profile, { executablePath, args: switches, viewport });
    return new Editor(home, port, child, browser);
  }

  private readonly windows = new Set<Page>();

  /**
   * A window on a folder, on a `.code-workspace` file, or with the empty path on nothing, ready when the status bar shows our item.
   * @param prepare what is to be in the page before VS Code is.
   */
  async open(path: string, prepare?: (page: Page) => Promise<void>): Promise<Window> {
    const page = await this.newPage();
    await prepare?.(page);
    const window = new Window(page, this.home, path);
    const query = path === "" ? "ew=true" : `${path.endsWith(".code-workspace") ? "workspace" : "folder"}=${path}`;
    await page.goto(`http://127.0.0.1:${this.port}/?${query}`);
    await window.ready();
    if (path.endsWith(".code-workspace")) {
      // VS Code in a browser sometimes opens such a window before it has read its folders, and never checks again.
      await until(
        "the workspace's folders are open",
        async () => {
          const open = await window.probe<number>("folders");
          return open > 0 || (await page.reload().then(() => window.ready()), false);
        },
        60_000,
      );
    }

    return window;
  }

  /**
   * A page in a browser that remembers nothing of the windows before, but has VS Code's scripts, compiled. Windows that are open at once
   * share what it remembers, as a person's do.
   */
  private async newPage(): Promise<Page> {
    if (this.windows.size === 0) {
      const [blank] = this.browser.pages();
      const browser = await this.browser.newCDPSession(blank ?? (await this.browser.newPage()));
      await browser.send("Storage.clearDataForOrigin", {
        origin: `http://127.0.0.1:${this.port}`,
        storageTypes: "cookies,local_storage,indexeddb,service_workers,cache_storage",
      });
      await browser.detach();
    }

    const page = await this.browser.newPage();
    page.setDefaultTimeout(90_000); // as for a test: it ends what hangs, and a busy machine takes long
    this.windows.add(page);
    page.once("close", () => this.windows.delete(page));
    return page;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    const ended = once(this.process, "exit");
    endGroup(this.process);
    await ended;
  }
}

function endGroup(child: ChildProcess): void {
  try {
    process.kill(-(child.pid ?? 0), "SIGKILL");
  } catch {
    // it has ended by itself
  }
}

/** The port that is usual, so that the browser knows VS Code's scripts again; any other if that one is taken. */
async function freePort(usual: number): Promise<number> {
  const server = createServer().listen(usual, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return freePort(0);
  }

  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}
