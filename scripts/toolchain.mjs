import { spawnSync } from "node:child_process";

/** Whether a program is installed that knows the option --version. */
export const answers = (program) => spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;

/** What NativeAOT lacks here, as a sentence that says what to install; null where nothing is. On Windows dotnet itself says so. */
export function missingForNative() {
  if (process.platform === "win32" || answers("clang")) {
    return null;
  }

  return process.platform === "darwin"
    ? "The native build needs clang: xcode-select --install."
    : "The native build needs clang, a linker and zlib: apt-get install clang lld zlib1g-dev (Debian's names).";
}

/** lld where it is installed, else the platform's own linker. */
export function linkerArguments() {
  return process.platform === "linux" && answers("ld.lld") ? ["-p:LinkerFlavor=lld"] : [];
}
