import { readFile } from "node:fs/promises";
import { readArazzo } from "../contract/arazzo/read-arazzo.js";
import type { ArazzoDocument } from "../contract/arazzo/arazzo-document.js";
import { parseDocumentText } from "../openapi/document-text.js";

/** Loads the stories that stand beside a document, `openapi/api.arazzo.yaml` beside `openapi/api.yaml`; none where there is no such file. */
export async function loadStories(document: string | URL): Promise<ArazzoDocument[]> {
  const path = document instanceof URL ? new URL(toStoryPath(document.href)) : toStoryPath(document);
  try {
    const text = await readFile(path, "utf8");
    return [readArazzo(parseDocumentText(text, String(path)).value)];
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function toStoryPath(document: string): string {
  return document.replace(/(\.\w+)?$/, ".arazzo.yaml");
}

/** Loads the stories of a built-in API. */
export async function loadBuiltInStories(api: string): Promise<ArazzoDocument[]> {
  return loadStories(new URL(`../../openapi/${api}.yaml`, import.meta.url));
}
