#!/usr/bin/env node
// Becomes the native program, as far as Node can: its arguments, streams, signals and exit code are the program's.
"use strict";

const { binaryPath, ShimLspNotInstalled } = require("./index.js");
const { become } = require("./become.js");

try {
  become(binaryPath(), process.argv.slice(2));
} catch (error) {
  if (!(error instanceof ShimLspNotInstalled)) {
    throw error;
  }

  console.error(`shim-lsp: ${error.message}`);
  process.exitCode = 1;
}
