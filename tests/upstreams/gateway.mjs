// The Portkey gateway, on a free port of this machine alone: by itself it listens on every interface, at a port that is given to it.
import { Server } from "node:net";
import { serve } from "./serve.mjs";

const listen = Server.prototype.listen;
Server.prototype.listen = function () {
  return listen.call(this, 0, "127.0.0.1", () => serve(`http://127.0.0.1:${this.address().port}`));
};

console.log = console.clear = () => {}; // its greeting
process.argv.push("--headless");
await import("@portkey-ai/gateway/build/start-server.js");
