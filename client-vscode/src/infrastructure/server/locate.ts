import type { ServerFailure } from "./state";

/** How to start a server: a program and what comes before `lsp`. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** The questions that finding a server asks of the machine. */
export interface Surroundings {
  readonly configuredPath: string | undefined;
  readonly nativeServer: string;
  readonly portableServer: string;
  isFile(path: string): Promise<boolean>;
  /** `dotnet` from the path, or from the place where .NET installs itself. */
  findDotnet(): Promise<string | undefined>;
}

/**
 * Which server to start. A path that a person configured comes first. If it is wrong, nothing else is started in its place:
 * they would look for their own server's behaviour in ours. Then comes the native binary in the extension, then the portable
 * build.
 */
export async function locate(around: Surroundings): Promise<Command | ServerFailure> {
  const { configuredPath, nativeServer, portableServer } = around;
  if (configuredPath !== undefined) {
    return (await around.isFile(configuredPath))
      ? await started(configuredPath, around)
      : { kind: "configuredPathMissing", path: configuredPath };
  }

  if (await around.isFile(nativeServer)) {
    return { program: nativeServer, args: [] };
  }

  return (await around.isFile(portableServer)) ? await started(portableServer, around) : { kind: "noServerInside" };
}

async function started(path: string, around: Surroundings): Promise<Command | ServerFailure> {
  if (!path.endsWith(".dll")) {
    return { program: path, args: [] };
  }

  const dotnet = await around.findDotnet();
  return dotnet === undefined ? { kind: "dotnetMissing" } : { program: dotnet, args: [path] };
}
