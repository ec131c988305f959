import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { rolldown } from "rolldown";
import { askForBuiltins } from "./ask-for-builtins.mjs";
import { escapeTexts } from "./escape-texts.mjs";
import { groupByStarts } from "./group-modules.mjs";
import { loadOnDemand } from "./load-on-demand.mjs";
import { ROOT } from "./project.mjs";

/**
 * Packages that every start of the stand-in needs. They are packed with it; all others are loaded from where they are
 * installed, when they are needed.
 */
const PACKED = ["ajv", "ajv-formats", "fast-deep-equal", "fast-uri", "jose", "json-schema-traverse", "lowdb", "steno"];

/**
 * Puts the modules of a folder together into few: one for each entry of the package, and chunks that these share. A start
 * reads some 13 files then in place of 300, which takes half of its time.
 * @param {string} dist The folder that holds the compiled sources and the built-in APIs; declarations stay as they are.
 */
export async function packModules(dist) {
  /** @type {Record<string, string>} */
  const input = Object.fromEntries(
    [...(await listModules(dist)), ...(await listModules(dist, "parts"))].map((name) => [
      name,
      join(dist, `${name}.js`),
    ]),
  );
  // Validators that are written to a file import it, as those of the build do before they are packed.
  input["formats"] = join(dist, "openapi/formats.js");
  // A thread of the self-test begins with a module of its own.
  input["self-test-worker"] = join(dist, "cli/self-test-worker.js");
  const packed = `${dist}-packed`;
  const portable = ["index", "msw", ...(await listModules(dist, "parts"))].map((name) => join(dist, `${name}.js`));
  const { plugin, group } = groupByStarts(
    {
      core: [join(dist, "index.js")],
      cli: [join(dist, "cli/run-cli.js")],
      serve: [join(dist, "cli/serve.js")],
    },
    portable,
  );
  const plugins = [loadOnDemand(), plugin, askForBuiltins(), escapeTexts()];
  const bundle = await rolldown({
    input,
    plugins,
    platform: "node",
    // CommonJS is a function that is called: it would be parsed once more when it is.
    resolve: { mainFields: ["module", "main"] },
    external: isExternal,
    // Chunks are made before it is known what entries need of each other.
    preserveEntrySignatures: "allow-extension",
    logLevel: "warn",
  });
  // As deep as the modules were, since some look for files of the package from where they are.
  await bundle.write({
    dir: packed,
    format: "esm",
    // What a reader needs is in the declarations.
    comments: { jsdoc: false },
    chunkFileNames: "chunks/[name]-[hash].js",
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [group],
    },
  });
  await bundle.close();
  await packValidators(dist, packed);
  await refusePlaces(packed);
  await removePacked(dist);
  for (const file of await listFiles(packed)) await move(join(packed, file), join(dist, file));
  await rm(packed, { recursive: true, force: true });
  await writeFile(join(dist, "chunks", "LICENSES.txt"), await collectLicenses());
}

/**
 * Writes validators once more in CommonJS, which can be loaded where nothing can be waited for.
 * @param {string} dist @param {string} packed
 */
async function packValidators(dist, packed) {
  for (const name of (await listModules(dist, "parts")).filter((each) => each.endsWith("-validators"))) {
    const bundle = await rolldown({
      input: join(dist, `${name}.js`),
      plugins: [escapeTexts()],
      platform: "node",
      logLevel: "warn",
    });
    await bundle.write({ file: join(packed, `${name}.cjs`), format: "cjs", exports: "named" });
    await bundle.close();
  }
}

/**
 * What looks for files from where it is must have stayed two folders below the package's.
 * @param {string} packed @throws Error that names the module.
 */
async function refusePlaces(packed) {
  for (const file of await readdir(packed)) {
    if (!file.endsWith(".js")) continue;
    const text = await readFile(join(packed, file), "utf8");
    if (text.includes("import.meta.url")) throw new Error(`${file} has come nearer to the files that it looks for`);
  }
}

/** @param {string} id */
function isExternal(id) {
  if (/^([./]|node:)/.test(id)) return id.startsWith("node:");
  return !PACKED.some((name) => id === name || id.startsWith(`${name}/`));
}

/** @param {string} dist @param {string} [folder] */
async function listModules(dist, folder = "") {
  const files = await readdir(join(dist, folder));
  return files.filter((file) => file.endsWith(".js")).map((file) => join(folder, file.slice(0, -".js".length)));
}

/** @param {string} folder */
async function listFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** The modules of `built-in/` are no more than two imports each. @param {string} dist */
async function removePacked(dist) {
  const files = (await listFiles(dist)).filter((file) => file.endsWith(".js") && dirname(file) !== "built-in");
  for (const file of files) await rm(join(dist, file));
}

/** @param {string} from @param {string} to */
async function move(from, to) {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

/** The licences of what is packed, which ask to be passed on with it. */
async function collectLicenses() {
  const texts = await Promise.all(
    PACKED.map(async (name) => {
      const folder = join(ROOT, "node_modules", name);
      const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
      if (file === undefined) throw new Error(`${name} has no licence to pass on`);
      return `${name}\n\n${await readFile(join(folder, file), "utf8")}`;
    }),
  );
  return texts.join("\n\n");
}
