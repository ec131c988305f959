import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/**
 * Every import of a compiled module and of all modules of ours that it reaches, by whatever way.
 * @param {string} entry The module's file.
 * @returns {Promise<{ file: string, specifier: string }[]>}
 */
export async function listImports(entry) {
  /** @type {{ file: string, specifier: string }[]} */
  const imports = [];
  const seen = new Set([entry]);
  // A set's iterator also meets what is added while it runs.
  for (const file of seen) {
    for (const specifier of findSpecifiers(await readFile(file, "utf8"))) {
      imports.push({ file, specifier });
      if (specifier.startsWith(".")) seen.add(resolve(dirname(file), specifier));
    }
  }
  return imports;
}

/**
 * The specifiers of static and literal dynamic imports, as the compiler writes them, each at the beginning of a line, and of
 * what is asked for of Node.
 */
function findSpecifiers(/** @type {string} */ source) {
  const found = source.matchAll(
    /^\s*(?:import|export)\b[^;"'`]*?["']([^"'`]+)["'];?\s*$|\b(?:import|getBuiltinModule)\("([^"]+)"\)/gm,
  );
  return [...found].flatMap((match) => match[1] ?? match[2] ?? []);
}
