import { decodeLeniently } from "../decode-leniently.js";

/** A place in a file beside a document. */
export interface FilePlace {
  /** The file's path from the document's folder, its steps with slashes between them. */
  readonly file: string;
  /** What follows the first `#`, as it is written. */
  readonly fragment: string;
}

/** Why a reference leads to no file that may be read. */
export interface ReferenceFault {
  readonly fault: string;
}

/** Where a `$ref` leads that stands in a file of the document's folder; `from` is that file's path from the folder. */
export function resolveFileReference(reference: string, from: string): FilePlace | ReferenceFault {
  const [file = "", ...rest] = reference.split("#");
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(file)) return { fault: "is on another server; nothing is ever fetched" };
  const steps = file.startsWith("/") ? undefined : resolveSteps(decodeLeniently(file), from);
  if (!steps) return { fault: "leaves the folder of the document; only files in it are read" };
  return { file: steps.join("/"), fragment: rest.join("#") };
}

/** The steps from the folder; `undefined` when they lead out of it. */
function resolveSteps(path: string, from: string): string[] | undefined {
  const steps = from.split("/").slice(0, -1);
  for (const step of path.split(/[\\/]/)) {
    if (step === "..") {
      if (steps.pop() === undefined) return undefined;
    } else if (step !== "." && step !== "") steps.push(step);
  }
  return steps;
}
