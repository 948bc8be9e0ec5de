import { isAbsolute, resolve } from "node:path";
import { paths } from "./environment.mjs";
import { missingForNative } from "./toolchain.mjs";

/**
 * Which server the process-level tests run: the one that `SHIM_LSP_SERVER` names; the JIT build where asked for; else the
 * native binary, which is what ships. Without the tools for it a person's tests go on with the JIT build, CI's do not.
 * @returns {{ kind: "given" | "jit" | "native", server?: string, note?: string }}
 */
export function serverUnderTest(args, variables) {
  const given = variables.SHIM_LSP_SERVER;
  if (args.includes("--jit") || given === "jit") {
    return { kind: "jit" };
  }

  if (given) {
    return { kind: "given", server: isAbsolute(given) ? given : resolve(given) };
  }

  const missing = missingForNative();
  return missing && variables.CI !== "true"
    ? { kind: "jit", note: `${missing} Testing the JIT build.` }
    : { kind: "native", server: paths.nativeServer };
}
