import { join } from "node:path";
import { rolldown } from "rolldown";
import { ROOT } from "./project.mjs";

/** Stands for the module in place of the package's own. */
const STAND_IN = "\0ajv-on-demand";

/**
 * Lets ajv be parsed and evaluated when the first schema is compiled: what the build compiled needs none of it, and it takes
 * a tenth of a start. To import it dynamically would not do, as schemas are compiled where nothing can be waited for. So it
 * is kept as text, which is made a function as ajv makes functions of schemas: where it can compile, it can be made.
 * @returns {import("rolldown").Plugin}
 */
export function loadOnDemand() {
  return {
    name: "load-on-demand",
    resolveId: (id) => (id === "ajv/dist/2020.js" ? STAND_IN : undefined),
    load: async (id) => (id === STAND_IN ? writeStandIn(await packAjv()) : undefined),
  };
}

/** The package with all that it needs, as one CommonJS module. */
async function packAjv() {
  const bundle = await rolldown({ input: join(ROOT, "node_modules/ajv/dist/2020.js"), platform: "node" });
  // Short, for all of it is gone through when the module that holds it is parsed.
  const { output } = await bundle.generate({ format: "cjs", minify: true });
  await bundle.close();
  return output[0].code;
}

/** @param {string} text */
function writeStandIn(text) {
  const body = `${text}\n//# sourceURL=ajv-2020.js`;
  return `
    const ajv = { exports: {} };
    export function Ajv2020(options) {
      if (!("Ajv2020" in ajv.exports)) new Function("module", "exports", ${JSON.stringify(body)})(ajv, ajv.exports);
      return new ajv.exports.Ajv2020(options);
    }`;
}
