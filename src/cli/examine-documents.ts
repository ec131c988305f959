import { loadDocumentFile } from "../adapters/load-document.js";
import type { Defect } from "../openapi/defect.js";
import { writePlace } from "../openapi/document-error.js";
import type { Reporter } from "./create-reporter.js";

/** Tells what is wrong with OpenAPI documents, and what a stand-in decides in its place. @returns 1 where anything is. */
export async function examineDocuments(files: readonly string[], reporter: Reporter): Promise<number> {
  let count = 0;
  for (const file of files) {
    const { defects } = await loadDocumentFile(file);
    count += defects.length;
    for (const defect of defects) tell(file, defect, reporter);
    if (!reporter.json) reporter.print(summarise(file, defects));
  }
  return count === 0 ? 0 : 1;
}

function tell(
  file: string,
  { id, file: stands = file, pointer, position, about, decided }: Defect,
  { json, print }: Reporter,
): void {
  if (json) print(JSON.stringify({ file: stands, ...position, id, pointer, about, decided }));
  else print(`${writePlace(stands, position)}  ${id}: ${about}\n    at #${pointer}\n    so ${decided}`);
}

function summarise(file: string, defects: readonly Defect[]): string {
  if (defects.length === 0) return `${file}: nothing contradictory`;
  const kinds = new Map<string, number>();
  for (const { id } of defects) kinds.set(id, (kinds.get(id) ?? 0) + 1);
  const counted = [...kinds].toSorted(([, one], [, other]) => other - one).map(([id, count]) => `${count} ${id}`);
  return `${file}: ${defects.length} ${defects.length === 1 ? "defect" : "defects"} (${counted.join(", ")}); it can be served all the same`;
}
