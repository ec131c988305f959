import { join } from "node:path";
import { ROOT } from "./project.mjs";

/** Stands for the module in place of the package's own. */
const STAND_IN = "\0ajv-on-demand";

/**
 * Lets ajv be evaluated when the first schema is compiled: what the build compiled needs none of it, and it takes a tenth
 * of a start. To import it dynamically would not do, as schemas are compiled where nothing can be waited for.
 * @returns {import("rolldown").Plugin}
 */
export function loadOnDemand() {
  const file = join(ROOT, "node_modules/ajv/dist/2020.js");
  return {
    name: "load-on-demand",
    resolveId: (id) => (id === "ajv/dist/2020.js" ? STAND_IN : undefined),
    // A packed `require` evaluates its module when it is called.
    load: (id) =>
      id === STAND_IN
        ? `export function Ajv2020(options) { const { Ajv2020: Own } = require(${JSON.stringify(file)}); return new Own(options); }`
        : undefined,
  };
}
