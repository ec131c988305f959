import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { ReadSibling } from "../openapi/files/bundle-files.js";

/** How large a file may be to which a document refers, in bytes. */
const LARGEST = 50_000_000;

/** Reads the files in a document's folder, and below it, also where links lead; never any other. */
export function createSiblingReader(document: string): ReadSibling {
  return (path) => {
    try {
      const folder = realpathSync(dirname(document));
      const file = realpathSync(join(folder, path));
      const isWithin = file.startsWith(folder.endsWith(sep) ? folder : folder + sep);
      if (!isWithin) return { fault: "leaves the folder of the document; only files in it are read" };
      const { size, isFile } = describeFile(file);
      if (!isFile) return { fault: "leads to no file" };
      if (size > LARGEST) return { fault: `leads to a file of more than ${LARGEST} bytes` };
      return { text: readFileSync(file, "utf8") };
    } catch (error) {
      if (!(error instanceof Error && "code" in error)) throw error;
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return { fault: "leads to a file that is not there" };
      return { fault: `leads to a file that can't be read: ${error.message}` };
    }
  };
}

function describeFile(path: string) {
  const stats = statSync(path);
  return { size: stats.size, isFile: stats.isFile() };
}
