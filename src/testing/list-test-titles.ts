import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Folders below the project's that may hold tests. */
const FOLDERS = ["src", "contract-tests", "examples", "scripts"];

/**
 * The titles of all tests of the project as their files write them: what a title takes from its data (`${name}`, `%s`,
 * `$name`) still stands in it as a placeholder.
 */
export function listTestTitles(root: string): string[] {
  const folders = FOLDERS.map((folder) => join(root, folder)).filter((folder) => existsSync(folder));
  return folders.flatMap(listTestFiles).flatMap((file) => findTitles(readFileSync(file, "utf8")));
}

/** Whether a title with its placeholders can be this one; a title that is little but placeholders is none in particular. */
export function isTitle(written: string, title: string): boolean {
  if (written.replaceAll(new RegExp(PLACEHOLDER, "g"), "").length < 10) return false;
  const parts = written.split(PLACEHOLDER).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".+")}$`).test(title);
}

const PLACEHOLDER = /\$\{[^}]*\}|%[sdifjo]|\$[a-zA-Z][\w.]*/;

function listTestFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The first argument of `test(…)` and `it(…)`, also after `.each(…)`, whose own argument may run over many lines. */
const TITLE =
  /\b(?:test|it)(?:\.\w+(?:\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\))?)*\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1/gs;

function findTitles(source: string): string[] {
  return [...source.matchAll(TITLE)].map(([, , title = ""]) => title.replaceAll(/\\(["'`\\])/g, "$1"));
}
