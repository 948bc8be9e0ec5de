// The smallest deflate stream that this machine can make. VS Code and NuGet read no other compression in a zip, npm and tar no other everywhere.
import { spawnSync } from "node:child_process";
import { crc32, deflateRawSync, gunzipSync } from "node:zlib"; // crc32: Node 20.15

const level = 12; // libdeflate's last: it tries far more matches than zlib's 9
const most = 1024 ** 3;
const headerLength = 10; // of gzip without a name
const trailerLength = 8;

const hasLibdeflate = spawnSync("libdeflate-gzip", ["-V"], { stdio: "ignore" }).status === 0;

/** What compresses here: it decides the bytes, so the provenance names it. */
export const compressor = hasLibdeflate ? "libdeflate 12" : "zlib 9";

/** @param {Buffer} content */
export function deflate(content) {
  return hasLibdeflate && content.length > 0 ? byLibdeflate(content) : deflateRawSync(content, { level: 9 });
}

/** The same with the header and the end that gzip has: no name, no time, no system. */
export function gzip(content) {
  const end = Buffer.alloc(trailerLength);
  end.writeUInt32LE(crc32(content), 0);
  end.writeUInt32LE(content.length % 2 ** 32, 4);
  return Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]), deflate(content), end]);
}

function byLibdeflate(content) {
  const { status, stdout, stderr } = spawnSync("libdeflate-gzip", [`-${level}`, "-c"], { input: content, maxBuffer: most });
  if (status !== 0 || !gunzipSync(stdout).equals(content)) {
    throw new Error(`libdeflate-gzip failed: ${stderr}`);
  }

  return stdout.subarray(headerLength, -trailerLength);
}
