import standaloneCode from "ajv/dist/standalone/index.js";
import { _ } from "ajv/dist/compile/codegen/index.js";
import type { JsonObject } from "./json.js";
import type { Pointer } from "./reference.js";
import { addDocument, createAjv, toSchemaKey } from "./schema-validator.js";

/**
 * Writes an ES module whose default export is a `CompiledValidators` for the schemas at the pointers.
 * `formatsModule` is the specifier from which that module imports `formats`.
 * For the build only: it needs ajv's code generator, which a start should not load.
 */
export function writeStandaloneValidators(
  document: JsonObject,
  pointers: readonly Pointer[],
  formatsModule: string,
): string {
  const ajv = createAjv({ code: { source: true, esm: true, formats: _`formats` } });
  addDocument(ajv, document);
  const names = Object.fromEntries(pointers.map((pointer, index) => [`validate_${index}`, toSchemaKey(pointer)]));
  const { code, imports } = importRuntime(standaloneCode.default(ajv, names));
  const entries = pointers.map((pointer, index) => `  ${JSON.stringify(pointer)}: validate_${index},`);
  return [
    `import { formats } from ${JSON.stringify(formatsModule)};`,
    ...imports,
    code.replace('"use strict";', ""),
    `export default {\n${entries.join("\n")}\n};\n`,
  ].join("\n");
}

/** ajv writes `require(…)` for its runtime even in ES modules; those become imports, each once. */
function importRuntime(code: string): { code: string; imports: string[] } {
  const modules = new Map<string, string>();
  const imported = code.replaceAll(/require\("([^"]+)"\)\.default/g, (_match, module: string) => {
    const name = modules.get(module) ?? `runtime${modules.size}`;
    modules.set(module, name);
    // Under Node an imported CommonJS module is its `exports`; under a bundler it may be the default itself.
    return `(${name}.default ?? ${name})`;
  });
  const imports = [...modules].map(([module, name]) => `import ${name} from ${JSON.stringify(`${module}.js`)};`);
  return { code: imported, imports };
}
