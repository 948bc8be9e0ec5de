// Other gateways, which the bench measures beside ours. They come from npm at exact versions, as the coding agents of clients.mjs do.
import { folderOf, install } from "./clients.mjs";

export const peers = [
  {
    name: "portkey",
    shown: "Portkey's gateway", // as ShimLsp.Bench calls it
    package: "@portkey-ai/gateway",
    version: "1.15.2",
    program: "gateway",
    overrides: { hono: "4.9.7", "@hono/node-server": "1.13.7" }, // with newer ones it answers every stream with 500
  },
  {
    name: "router",
    shown: "claude-code-router",
    package: "@musistudio/claude-code-router",
    version: "2.0.0", // 3.1.1 needs a package that npm lacks
    program: "ccr",
  },
];

/** Installs them, and gives the options of the bench that say where. */
export async function installPeers() {
  for (const peer of peers) {
    if ((await install(peer)) !== 0) {
      throw new Error(`${peer.package} ${peer.version} could not be installed.`);
    }
  }

  return peers.flatMap((peer) => [`--${peer.name}`, folderOf(peer)]);
}
