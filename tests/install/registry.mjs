// The registry of npm packages that these tests install from: Verdaccio, on this machine, with our packages and no others.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { gzipSync } from "node:zlib";
import { root } from "../../scripts/environment.mjs";
import { filesBelow } from "../../scripts/release/places.mjs";
import { platforms } from "../../scripts/release/platform.mjs";
import { tar } from "../../scripts/release/tar.mjs";
import { ended, platform, release, version } from "./machine.mjs";

export async function startRegistry() {
  const base = mkdtempSync(join(tmpdir(), "shim-registry-"));
  mkdirSync(join(base, "storage"));
  const child = spawn(process.execPath, [join(root, "tests", "install", "serve.mjs"), join(base, "storage")], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, HOME: base },
  });
  const { value: url } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const variables = { ...process.env, HOME: base, npm_config_registry: url, npm_config_cache: join(base, "cache") };
  writeFileSync(join(base, ".npmrc"), `${url.replace("http:", "")}:_authToken=anybody\n`); // npm publishes only for somebody

  /** Runs npm as the one who publishes. */
  const npm = async (args, folder = base) => {
    const { code, error, out } = await ended(spawn("npm", [...args, "--loglevel=error"], { cwd: folder, env: variables }));
    if (code !== 0) {
      throw new Error(`npm ${args.join(" ")}: ${error}${out}`);
    }

    return out.trim();
  };

  /** Puts a package into the registry by its protocol: a process of npm for each of them takes a minute together. */
  const put = async (manifest, packed, tag) => {
    const { name, version: its } = manifest;
    const file = `${name}-${its}.tgz`;
    const dist = {
      integrity: `sha512-${createHash("sha512").update(packed).digest("base64")}`,
      shasum: createHash("sha1").update(packed).digest("hex"),
      tarball: `${url}${name}/-/${file}`,
    };
    const answer = await fetch(`${url}${encodeURIComponent(name)}`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        _id: name,
        name,
        "dist-tags": { [tag]: its },
        versions: { [its]: { ...manifest, _id: `${name}@${its}`, dist } },
        _attachments: {
          [file]: { content_type: "application/octet-stream", data: packed.toString("base64"), length: packed.length },
        },
      }),
    });
    if (!answer.ok) {
      throw new Error(`${name}@${its}: ${answer.status} ${await answer.text()}`);
    }
  };

  const made = (manifest, files) =>
    gzipSync(
      tar(
        [{ name: "package.json", content: Buffer.from(JSON.stringify(manifest)) }, ...files].map((file) => ({
          ...file,
          name: `package/${file.name}`,
        })),
        0,
      ),
      { level: 1 },
    );

  return {
    url,
    /** Our packages, and for the platforms that this machine cannot make, packages whose program says that it is the wrong one. */
    publishRelease: async () => {
      const ours = [`shim-lsp-${platform}-${version}.tgz`, `shim-lsp-${version}.tgz`, `shim-lsp-client-${version}.tgz`];
      await Promise.all(ours.map((file) => npm(["publish", "--tag=latest", join(release, file)])));
      const wrong = Buffer.from("#!/bin/sh\necho 'the wrong platform'\nexit 99\n");
      for (const [name, { os, cpu, libc }] of Object.entries(platforms).filter(([other]) => other !== platform)) {
        const manifest = { name: `@shim-lsp/${name}`, version, os: [os], cpu: [cpu], ...(libc && { libc: [libc] }) };
        await put(
          manifest,
          made(manifest, [{ name: `bin/shim-lsp${os === "win32" ? ".exe" : ""}`, content: wrong, mode: 0o755 }]),
          "latest",
        );
      }

      const needed = join(root, "node_modules", "vscode-jsonrpc"); // the one dependency of our packages
      const manifest = JSON.parse(readFileSync(join(needed, "package.json"), "utf8"));
      await put(
        manifest,
        made(
          manifest,
          filesBelow(needed).filter(({ name }) => /^(lib|node)[/.]|^node\./.test(name)),
        ),
        "latest",
      );
    },
    /** The same packages under an older number: there is no older release yet. */
    publishPrevious: async (older) => {
      for (const file of [`shim-lsp-${platform}-${version}.tgz`, `shim-lsp-${version}.tgz`]) {
        const folder = mkdtempSync(join(base, "older-"));
        await ended(spawn("tar", ["-xzf", join(release, file), "-C", folder, "--strip-components=1"]));
        const { optionalDependencies, ...rest } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
        const fitting = optionalDependencies && { optionalDependencies: { [`@shim-lsp/${platform}`]: older } };
        const manifest = { ...rest, version: older, ...fitting };
        const files = filesBelow(folder).filter(({ name }) => name !== "package.json");
        await put(manifest, made(manifest, files), "older");
      }
    },
    stop: async () => {
      const closed = new Promise((resolve) => child.on("close", resolve));
      child.stdin.end();
      await closed;
      rmSync(base, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
