// A tar archive whose bytes depend on its files alone: sorted names, one time, no owner. GNU tar can do this too, those of macOS and
// Windows cannot.
import { gzip } from "./deflate.mjs";

const block = 512;

/**
 * @param {{ name: string, content: Buffer, mode?: number }[]} files names with `/`, at most 100 bytes; modes are 0o644 unless they say
 * @param {number} time seconds since 1970
 */
export function tar(files, time) {
  const parts = sorted(files).flatMap(({ name, content, mode = 0o644 }) => [
    header(name, content.length, mode, time),
    content,
    Buffer.alloc((block - (content.length % block)) % block),
  ]);
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

/** The same, compressed. */
export const tarGz = (files, time) => gzip(tar(files, time));

/** By their bytes: a locale would sort otherwise elsewhere. */
export const sorted = (files) => [...files].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));

function header(name, size, mode, time) {
  if (Buffer.byteLength(name) > 100) {
    throw new Error(`${name} is too long for a tar archive.`);
  }

  const bytes = Buffer.alloc(block);
  const put = (at, text) => bytes.write(text, at, "utf8");
  const octal = (at, value, digits) => put(at, value.toString(8).padStart(digits, "0"));
  put(0, name);
  octal(100, mode, 7);
  octal(108, 0, 7); // the owner
  octal(116, 0, 7); // its group
  octal(124, size, 11);
  octal(136, time, 11);
  put(148, " ".repeat(8)); // the sum is of a header without one
  put(156, "0"); // a file
  put(257, "ustar\u000000");
  octal(
    148,
    bytes.reduce((sum, byte) => sum + byte, 0),
    6,
  );
  bytes[154] = 0;
  return bytes;
}
