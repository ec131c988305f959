import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of `package.json`. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * The JavaScript file behind a command of an installed package, so that plain Node runs it on every system.
 * @param {string} packageName
 * @param {string} [command] Needed where the package has several.
 * @returns {string} An absolute path.
 */
export function findPackageBin(packageName, command = packageName) {
  const folder = join(ROOT, "node_modules", packageName);
  const text = readFileSync(join(folder, "package.json"), "utf8");
  // A package with a command says where it is.
  const { bin } = /** @type {{ bin: string | Record<string, string> }} */ (JSON.parse(text));
  const file = typeof bin === "string" ? bin : bin[command];
  if (file === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(folder, file);
}
