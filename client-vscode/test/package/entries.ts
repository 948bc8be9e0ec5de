import { buffer } from "node:stream/consumers";
import { type Entry, fromFd, type ZipFile } from "yauzl";
import { openSync } from "node:fs";
import { promisify } from "node:util";

/** The files of a zip archive, by their names, with the mode that they are unpacked with. */
export async function entries(path: string): Promise<Map<string, { readonly content: Buffer; readonly mode: number }>> {
  const zip = await promisify<number, { lazyEntries: boolean }, ZipFile>(fromFd)(openSync(path, "r"), { lazyEntries: true });
  const found = new Map<string, { content: Buffer; mode: number }>();
  await new Promise<void>((resolve, reject) => {
    zip.on("error", reject);
    zip.on("end", resolve);
    zip.on("entry", (entry: Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) {
          reject(error);
          return;
        }

        buffer(stream).then((content) => {
          found.set(entry.fileName, { content, mode: entry.externalFileAttributes >>> 16 });
          zip.readEntry();
        }, reject);
      });
    });
    zip.readEntry();
  });
  return found;
}
