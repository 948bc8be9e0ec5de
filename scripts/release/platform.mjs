// The platforms that a release has a native program for, and which of them this machine is.
import { readdirSync } from "node:fs";

/**
 * Each by the name that npm and VS Code give it. `libc`: what npm compares; a program needs the C library that it was linked with.
 * @type {Record<string, { os: string, cpu: string, libc?: string }>}
 */
export const platforms = {
  "linux-x64": { os: "linux", cpu: "x64", libc: "glibc" },
  "linux-x64-musl": { os: "linux", cpu: "x64", libc: "musl" },
  "linux-arm64": { os: "linux", cpu: "arm64", libc: "glibc" },
  "linux-arm64-musl": { os: "linux", cpu: "arm64", libc: "musl" },
  "darwin-arm64": { os: "darwin", cpu: "arm64" },
  "darwin-x64": { os: "darwin", cpu: "x64" },
  "win32-x64": { os: "win32", cpu: "x64" },
  "win32-arm64": { os: "win32", cpu: "arm64" },
};

const hasMusl = process.platform === "linux" && readdirSync("/lib").some((name) => name.startsWith("ld-musl-")) && !hasGlibc();

export const platform = `${process.platform}-${process.arch}${hasMusl ? "-musl" : ""}`;

export const isWindows = platform.startsWith("win32-");

/** A machine may have both; Node itself runs on one of them. */
function hasGlibc() {
  return process.report.getReport().header.glibcVersionRuntime !== undefined;
}
