import standaloneCode from "ajv/dist/standalone/index.js";
import { _ } from "ajv/dist/compile/codegen/index.js";
import { isJsonObject, type JsonObject } from "./json.js";
import { findAtPointer, readLocalReference, type Pointer } from "./reference.js";
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
  const groups = groupAlike(document, pointers);
  const names = Object.fromEntries(groups.map(([first], index) => [`validate_${index}`, toSchemaKey(first)]));
  const { code, imports } = importRuntime(standaloneCode.default(ajv, names));
  const entries = groups.flatMap((group, index) =>
    group.map((pointer) => `  ${JSON.stringify(pointer)}: validate_${index},`),
  );
  return [
    `import { formats } from ${JSON.stringify(formatsModule)};`,
    ...imports,
    code.replace('"use strict";', ""),
    `export default {\n${entries.join("\n")}\n};\n`,
  ].join("\n");
}

/** The pointers at which one and the same schema stands, or is referred to: one validator judges by all of them. */
function groupAlike(document: JsonObject, pointers: readonly Pointer[]): [Pointer, ...Pointer[]][] {
  const groups = new Map<string, [Pointer, ...Pointer[]]>();
  for (const pointer of pointers) {
    // References are from the document's root, so that the same text means the same wherever it stands.
    const text = JSON.stringify(findAtPointer(document, followReference(document, pointer)));
    const group = groups.get(text);
    if (group) group.push(pointer);
    else groups.set(text, [pointer]);
  }
  return [...groups.values()];
}

/** Where a schema that is a reference and nothing else leads in the end. */
function followReference(document: JsonObject, pointer: Pointer): Pointer {
  const schema = findAtPointer(document, pointer);
  const target = isJsonObject(schema) && Object.keys(schema).length === 1 ? readLocalReference(schema) : undefined;
  return target === undefined ? pointer : followReference(document, target);
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
