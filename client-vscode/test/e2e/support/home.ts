import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A home of the test's own: no file of a person's is read or written, and nothing stays behind. */
export class Home {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "shim-e2e-")));
  readonly home = this.folder("home");
  readonly probes = this.folder("probes");

  /** The variables that everything in it is started with. */
  get variables(): Record<string, string> {
    return {
      HOME: this.home,
      XDG_CONFIG_HOME: this.path("home/.config"),
      XDG_STATE_HOME: this.path("home/.local/state"),
      XDG_DATA_HOME: this.path("home/.local/share"),
      XDG_CACHE_HOME: this.path("home/.cache"),
      SHIM_LSP_PROBES: this.probes,
    };
  }

  path(relative: string): string {
    return join(this.root, relative);
  }

  folder(relative: string): string {
    const path = this.path(relative);
    mkdirSync(path, { recursive: true });
    return path;
  }

  write(relative: string, content: string | object): string {
    const path = this.path(relative);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content, null, 2));
    return path;
  }

  /** Takes everything out of a folder, which stays. */
  empty(folder: string): void {
    readdirSync(folder).forEach((name) => {
      rmSync(join(folder, name), { recursive: true });
    });
  }

  /** The names of what a folder holds. */
  files(relative: string): string[] {
    return readdirSync(this.path(relative));
  }

  /** The files in it that contain a text. */
  filesWith(text: string): string[] {
    return readdirSync(this.root, { recursive: true, encoding: "utf8" })
      .map((name) => join(this.root, name))
      .filter((path) => existsSync(path) && statSync(path).isFile() && readFileSync(path).includes(text));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
