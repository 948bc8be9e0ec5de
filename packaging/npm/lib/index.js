// Finds the native program: npm installs the one package of those below that is for this machine.
"use strict";

const { existsSync, readdirSync } = require("node:fs");
const { dirname, join } = require("node:path");

/** Written by the release: every platform that there is a package for, such as `linux-x64-musl`. */
const { platforms } = require("./platforms.json");

class ShimLspNotInstalled extends Error {
  constructor(code, message) {
    super(`${message} (${code})`);
    this.name = "ShimLspNotInstalled";
    this.code = code;
  }
}

/** The path of the native program. An editor may start it directly. */
function binaryPath() {
  const here = `${process.platform}-${process.arch}`;
  const fitting = [here, `${here}-musl`].filter((platform) => platforms.includes(platform));
  if (fitting.length === 0) {
    throw new ShimLspNotInstalled(
      "UNSUPPORTED_PLATFORM",
      `There is no program for ${here}. If you have .NET 10, run: dotnet tool install --global ShimLsp`,
    );
  }

  const installed = fitting.filter((platform) => programOf(platform) !== undefined);
  // A package manager that does not know C libraries installs both.
  const platform = installed.length > 1 && !hasGlibc() ? installed[1] : installed[0];
  if (platform !== undefined) {
    return programOf(platform);
  }

  const other = installedForAnother();
  throw new ShimLspNotInstalled(
    "PLATFORM_PACKAGE_MISSING",
    other
      ? `Installed for ${other}, but this is ${here}. Remove node_modules and install again on this machine`
      : `The package @shim-lsp/${fitting[0]} is missing. npm leaves it out with --omit=optional. ` +
          "Run: npm install --include=optional shim-lsp",
  );
}

function programOf(platform) {
  const name = platform.startsWith("win32-") ? "shim-lsp.exe" : "shim-lsp";
  try {
    const path = join(dirname(require.resolve(`@shim-lsp/${platform}/package.json`)), "bin", name);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** The platform of a package that is there although it is of no use here: node_modules came from another machine. */
function installedForAnother() {
  return platforms.find((platform) => programOf(platform) !== undefined);
}

function hasGlibc() {
  try {
    return !readdirSync("/lib").some((name) => name.startsWith("ld-musl-"));
  } catch {
    return true;
  }
}

module.exports = { binaryPath, ShimLspNotInstalled };
