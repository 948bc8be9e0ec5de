// What tells that the server of a shared window was started again.
import type { Stats } from "shim-lsp-client/protocol";
import { local } from "./catalogs";

/** A server that is started again is told the settings once more. */
export function isNew({ active, entries, requests, invalidations }: Stats): boolean {
  const causes = Object.keys(invalidations).filter((cause) => cause !== "configurationChanged");
  return active === "auto" && entries + requests === 0 && causes.length === 0;
}

/** Models that no test has. */
export const others = {
  models: [
    { ...local, slug: "other-1" },
    { ...local, slug: "other-2" },
  ] as const,
};
