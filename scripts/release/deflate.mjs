// The smallest deflate stream that this machine can make. VS Code and NuGet read no other compression in a zip.
import { spawnSync } from "node:child_process";
import { deflateRawSync, gunzipSync } from "node:zlib";

const level = 12; // libdeflate's last: it tries far more matches than zlib's 9
const most = 1024 ** 3;
const headerLength = 10; // of gzip without a name
const trailerLength = 8;

const hasLibdeflate = spawnSync("libdeflate-gzip", ["-V"], { stdio: "ignore" }).status === 0;

/** What compresses here: it decides the bytes, so the provenance names it. */
export const compressor = hasLibdeflate ? "libdeflate 12" : "zlib 9";

/** @param {Buffer} content */
export function deflate(content) {
  const small = deflateRawSync(content, { level: 9 });
  const smaller = hasLibdeflate && content.length > 0 ? byLibdeflate(content) : small;
  return smaller.length < small.length ? smaller : small;
}

function byLibdeflate(content) {
  const { status, stdout, stderr } = spawnSync("libdeflate-gzip", [`-${level}`, "-c"], { input: content, maxBuffer: most });
  if (status !== 0 || !gunzipSync(stdout).equals(content)) {
    throw new Error(`libdeflate-gzip failed: ${stderr}`);
  }

  return stdout.subarray(headerLength, -trailerLength);
}
