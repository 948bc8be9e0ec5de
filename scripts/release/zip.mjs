// Zip archives whose bytes depend on their files alone, as small as deflate can make them.
import { crc32, inflateRawSync } from "node:zlib"; // crc32: Node 20.15
import { deflate } from "./deflate.mjs";

const utf8 = 0x0800;
const stored = 0;
const deflated = 8;
const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;

/**
 * @param {{ name: string, content: Buffer, mode?: number }[]} files in the order in which they shall lie; modes are 0o644 unless they say
 * @param {number} time seconds since 1970
 */
export function zip(files, time) {
  const when = dosTime(time);
  const locals = [];
  const centrals = [];
  let offset = 0;
  for (const { name, content, mode = 0o644 } of files) {
    const small = deflate(content);
    const [method, data] = small.length < content.length ? [deflated, small] : [stored, content];
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // version 2.0 unpacks it
    common.writeUInt16LE(utf8, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(when, 6);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(title.length, 22);
    locals.push(number(localSignature), common, title, data);

    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((0o100000 | mode) << 16) >>> 0, 6); // a file, with its mode
    rest.writeUInt32LE(offset, 10);
    centrals.push(number(centralSignature), Buffer.from([20, 3]), common, rest, title); // 3: modes are Unix's
    offset += 4 + common.length + title.length + data.length;
  }

  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, number(endSignature), end]);
}

/** The files of a zip archive in their order, without folders. For archives that other tools made, of less than 4 GB. */
export function unzip(archive) {
  const end = archive.lastIndexOf(number(endSignature));
  const files = [];
  for (let left = archive.readUInt16LE(end + 10), at = archive.readUInt32LE(end + 16); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field));
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const data = archive.subarray(start, start + archive.readUInt32LE(at + 20));
    const content = archive.readUInt16LE(at + 10) === stored ? data : inflateRawSync(data);
    if (crc32(content) !== archive.readUInt32LE(at + 16)) {
      throw new Error(`${name} is damaged.`);
    }

    if (!name.endsWith("/")) {
      const mode = archive.readUInt16LE(at + 40) & 0o777;
      files.push({ name, content, ...(mode === 0 ? {} : { mode }) });
    }

    at += 46 + nameLength + extraLength + commentLength;
  }

  return files;
}

const number = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** Time and date as DOS has them, in UTC: the zone of the machine must not matter. */
function dosTime(seconds) {
  const at = new Date(Math.max(seconds, 315_532_800) * 1000); // 1980: zip knows no earlier
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return ((date << 16) | time) >>> 0;
}
