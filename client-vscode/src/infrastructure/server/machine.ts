import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import type { Surroundings } from "./locate";

const windows = process.platform === "win32";

/** This machine, as `locate` asks about it. `root` is the extension's own folder. */
export function thisMachine(root: string, configured: string | undefined): Surroundings {
  return {
    configuredPath: configured && expandHome(configured),
    nativeServer: join(root, "server", windows ? "shim-lsp.exe" : "shim-lsp"),
    portableServer: join(root, "server", "shim-lsp.dll"),
    isFile,
    findDotnet,
  };
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Editors that a desktop starts often lack the path of a shell, so the places where .NET installs itself count as well. */
async function findDotnet(): Promise<string | undefined> {
  const name = windows ? "dotnet.exe" : "dotnet";
  const folders = [
    process.env["DOTNET_ROOT"],
    ...(process.env["PATH"] ?? "").split(delimiter).filter(isAbsolute),
    ...(windows
      ? [join(process.env["ProgramFiles"] ?? "C:\\Program Files", "dotnet")]
      : ["/usr/share/dotnet", "/usr/lib/dotnet", "/usr/local/share/dotnet", join(homedir(), ".dotnet")]),
  ].filter((folder) => folder !== undefined);

  for (const folder of folders) {
    const program = join(folder, name);
    if ((await isFile(program)) && (await isExecutable(program))) {
      return program;
    }
  }

  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function expandHome(path: string): string {
  return path === "~" || path.startsWith("~/") || path.startsWith("~\\") ? join(homedir(), path.slice(1)) : path;
}
