import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv";
import { formats } from "./formats.js";
import type { JsonObject } from "./json.js";
import type { Pointer } from "./reference.js";
import { toJsonSchemaDialect } from "./schema-dialect.js";
import { toViolations, type Violation } from "./violation.js";

/** Tells in which ways a value breaks a schema; none when it keeps it. */
export type Validate = (value: unknown) => Violation[];

/** The validators of a document's schemas. */
export interface SchemaValidators {
  /** The validator of the schema at a pointer. @throws Error when there is no schema there or it is not valid itself. */
  get(pointer: Pointer): Validate;
}

/** Validate functions by the pointer of their schema, as the build writes them. */
export type CompiledValidators = Readonly<Record<Pointer, ValidateFunction>>;

/** Uses validators that were compiled before. */
export function useCompiledValidators(compiled: CompiledValidators): SchemaValidators {
  return {
    get(pointer) {
      const validate = Object.hasOwn(compiled, pointer) ? compiled[pointer] : undefined;
      if (!validate) throw new Error(`no validator was compiled for #${pointer}; build again`);
      return toValidate(validate);
    },
  };
}

/** Compiles validators from a document, each when it is first asked for. */
export function createSchemaValidators(document: JsonObject): SchemaValidators {
  const ajv = createAjv();
  addDocument(ajv, document);
  return {
    get: (pointer) => toValidate(getCompiled(ajv, pointer)),
  };
}

/** Compiles the schemas at the pointers, all at once and for use by several readers of the document. */
export function compileValidators(document: JsonObject, pointers: readonly Pointer[]): CompiledValidators {
  const ajv = createAjv();
  addDocument(ajv, document);
  return Object.fromEntries(pointers.map((pointer) => [pointer, getCompiled(ajv, pointer)]));
}

function getCompiled(ajv: Ajv2020, pointer: Pointer): ValidateFunction {
  const validate = ajv.getSchema(toSchemaKey(pointer));
  if (!validate) throw new Error(`there is no schema at #${pointer}`);
  return validate;
}

/** Compiles a schema that is itself data, such as an integration's schema for its variables. */
export function compileDataSchema(schema: JsonObject): Validate {
  const compiled = createAjv().compile(schema);
  return toValidate(compiled);
}

/** Name under which a document is known to its validator. */
const DOCUMENT_KEY = "document";

/** The key of the schema at a pointer of the added document. */
export function toSchemaKey(pointer: Pointer): string {
  // A key is a URI, so what a pointer may hold and a URI may not is percent-encoded.
  return `${DOCUMENT_KEY}#${encodeURI(pointer)}`;
}

/** A validator with our settings; OpenAPI's own keywords and formats unknown to it are no errors. */
export function createAjv(code?: ConstructorParameters<typeof Ajv2020>[0]): Ajv2020 {
  return new Ajv2020({ strict: false, allErrors: true, logger: false, validateSchema: false, formats, ...code });
}

/** Adds a document to a validator as {@link toSchemaKey} expects it. */
export function addDocument(ajv: Ajv2020, document: JsonObject): void {
  ajv.addSchema(toJsonSchemaDialect(document), DOCUMENT_KEY);
}

function toValidate(validate: ValidateFunction): Validate {
  return (value) => (validate(value) ? [] : toViolations(validate.errors));
}
