import { Ajv2020 } from "ajv/dist/2020.js";
import type { AnySchema, ValidateFunction } from "ajv";
import { formats } from "./formats.js";
import { isJsonObject, type JsonObject } from "./json.js";
import { addBudget, BUDGET_KEYWORD, BudgetError } from "./judging-budget.js";
import { hasMark, OTHERS_MARK, type Sender } from "./one-way.js";
import { findAtPointer, type Pointer } from "./reference.js";
import { detachSchema } from "./schema-closure.js";
import { toJsonSchemaDialect } from "./schema-dialect.js";
import { toViolations, type Violation } from "./violation.js";

/** Tells in which ways a value breaks a schema; none when it keeps it. */
export type Validate = (value: unknown) => readonly Violation[];

/** The validators of a document's schemas. */
export interface SchemaValidators {
  /**
   * The validator of the schema at a pointer, for what a client or a server sends: of either nothing is required that only
   * the other sends. @throws Error when there is no schema there or it is not valid itself.
   */
  get(pointer: Pointer, sender?: Sender): Validate;
}

/** Validate functions by the pointer of their schema, as the build writes them. */
export type CompiledValidators = Readonly<Record<Pointer, ValidateFunction>>;

/** Uses validators that were compiled before; what a function gives is asked for when the first of them judges. */
export function useCompiledValidators(compiled: CompiledValidators | (() => CompiledValidators)): SchemaValidators {
  return {
    get(pointer) {
      if (typeof compiled !== "function") return findCompiled(compiled, pointer);
      let validate: Validate | undefined;
      return (value) => (validate ??= findCompiled(compiled(), pointer))(value);
    },
  };
}

function findCompiled(compiled: CompiledValidators, pointer: Pointer): Validate {
  const validate = Object.hasOwn(compiled, pointer) ? compiled[pointer] : undefined;
  if (!validate) throw new Error(`no validator was compiled for #${pointer}; build again`);
  return toValidate(validate);
}

/** Tells whether a text matches a pattern. */
export interface PatternMatcher {
  test(text: string): boolean;
}

/** How a document that is not ours is judged by. */
export interface ForeignRules {
  /** Compiles a pattern; `RegExp` by default, which a pattern can keep busy for ever. */
  readonly compilePattern: (pattern: string) => PatternMatcher;
  /** Told of a schema that can't be compiled, by which then everything is valid. */
  uncompilable?(pointer: Pointer, error: Error): void;
}

/** Compiles validators from a document, each with what it refers to, when it first judges. */
export function createSchemaValidators(document: JsonObject, foreign?: ForeignRules): SchemaValidators {
  // Optimising costs the square of what a schema has: minutes for 100,000 properties.
  const code = foreign && { regExp: toRegExp(foreign), optimize: false };
  const ajv = createAjv(foreign && { ownProperties: true, code });
  const startBudget = foreign && addBudget(ajv);
  const keys = createKeys();
  const marked = new Map<Sender, boolean>();
  /** The side that matters: none where nothing in the document is the other side's to send. */
  const toSide = (sender: Sender | undefined): Sender | undefined => {
    if (sender === undefined) return undefined;
    const isMarked = marked.get(sender) ?? hasMark(document, OTHERS_MARK[sender]);
    marked.set(sender, isMarked);
    return isMarked ? sender : undefined;
  };
  const compile = (pointer: Pointer, sender: Sender | undefined): ValidateFunction => {
    const toKey = (place: Pointer) => keys.get(place, sender);
    const open = [pointer];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (ajv.schemas[toKey(place)]) continue;
      const { schema, targets } = detachSchema(document, place, { toKey, sender });
      const counted = foreign && isJsonObject(schema) ? { ...schema, [BUDGET_KEYWORD]: true } : schema;
      ajv.addSchema(counted as AnySchema, toKey(place)); // an object, true or false
      open.push(...targets);
    }
    return getCompiled(ajv, toKey(pointer), pointer);
  };
  return {
    get(pointer, sender) {
      const schema = findAtPointer(document, pointer);
      if (!isJsonObject(schema) && typeof schema !== "boolean") throw new Error(`there is no schema at #${pointer}`);
      let compiled: Validate | undefined;
      return (value) => {
        compiled ??= toValidate(compileLeniently(pointer, (place) => compile(place, toSide(sender)), foreign));
        startBudget?.();
        const violations = judgeWithinBudget(compiled, value);
        return violations.map((violation) => ({ ...violation, schemaPath: keys.toPlace(violation.schemaPath) }));
      };
    },
  };
}

/** Under which names a validator knows the schemas of a document: one for each side by which one is judged. */
function createKeys() {
  const keys = new Map<string, string>();
  const pointers: Pointer[] = [];
  return {
    get(pointer: Pointer, sender: Sender | undefined): string {
      const owner = `${sender ?? ""}#${pointer}`;
      const known = keys.get(owner);
      if (known !== undefined) return known;
      const key = `schema:${pointers.push(pointer) - 1}`;
      keys.set(owner, key);
      return key;
    },
    /** Where a keyword stands, of which a validator names the schema by its key. */
    toPlace(schemaPath: string): string {
      const [key, index] = /^schema:(\d+)/.exec(schemaPath) ?? [];
      if (key === undefined) return schemaPath;
      return `#${pointers[Number(index)] ?? ""}${schemaPath.slice(key.length)}`;
    },
  };
}

function judgeWithinBudget(validate: Validate, value: unknown): readonly Violation[] {
  try {
    return validate(value);
  } catch (error) {
    // A schema of 50,000 properties is more than the engine has room to run.
    if (!(error instanceof BudgetError || error instanceof RangeError)) throw error;
    return [{ field: "", message: "is too entangled to be judged", keyword: "", schemaPath: "" }];
  }
}

function compileLeniently(
  pointer: Pointer,
  compile: (pointer: Pointer) => ValidateFunction,
  foreign: ForeignRules | undefined,
): ValidateFunction | undefined {
  try {
    return compile(pointer);
  } catch (error) {
    if (!foreign || !(error instanceof Error)) throw error;
    foreign.uncompilable?.(pointer, error);
    return undefined;
  }
}

/** As ajv wants it; the code is that of standalone modules, which are made of documents of ours only. */
function toRegExp({ compilePattern }: ForeignRules) {
  return Object.assign((pattern: string) => compilePattern(pattern), { code: "new RegExp" });
}

/** Compiles the schemas at the pointers, all at once and for use by several readers of the document. */
export function compileValidators(document: JsonObject, pointers: readonly Pointer[]): CompiledValidators {
  const ajv = createAjv();
  addDocument(ajv, document);
  return Object.fromEntries(pointers.map((pointer) => [pointer, getCompiled(ajv, toSchemaKey(pointer), pointer)]));
}

function getCompiled(ajv: Ajv2020, key: string, pointer: Pointer): ValidateFunction {
  const validate = ajv.getSchema(key);
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

const NO_VIOLATIONS: readonly Violation[] = [];

/** Without a function everything is valid. */
function toValidate(validate: ValidateFunction | undefined): Validate {
  return (value) => (!validate || validate(value) ? NO_VIOLATIONS : toViolations(validate.errors));
}
