import type { Json } from "../openapi/json.js";
import { writeXml } from "../openapi/write-xml.js";
import type { ResponseBody } from "../openapi/response.js";
import type { Validate } from "../openapi/schema-validator.js";
import type { Violation } from "../openapi/violation.js";
import type { Answer } from "./answer.js";
import type { ConstantMemory } from "./constant-memory.js";

/** A body's JSON text, and in which ways it breaks its schema. */
export interface WrittenBody {
  /** `undefined` for an empty body. */
  readonly text: string | undefined;
  readonly violations: readonly Violation[];
}

/** By what a body is judged; by nothing where that is left out. */
export type BodySchema = Pick<ResponseBody, "validate" | "validateItem"> & Partial<Pick<ResponseBody, "form">>;

/** Writes and judges a body; of records in it, what is known is not found out again. */
export function writeBody(memory: ConstantMemory | undefined, body: Answer["body"], schema?: BodySchema): WrittenBody {
  if (body === undefined) return { text: undefined, violations: NONE };
  const { form = "json", validate } = schema ?? {};
  if (form !== "json") return { text: writeValue(body, form), violations: validate?.(body) ?? NONE };
  if (!memory || typeof body !== "object" || body === null) return writeWhole(body, schema?.validate);
  if (Array.isArray(body)) return writeList(memory, body, schema);
  return writeItem(memory, body, schema?.validate);
}

/** Of a body that keeps its schema. */
export const NONE: readonly Violation[] = [];

/** A value's text in the form of a media type; of one that nobody here knows a text is that text, and the rest JSON. */
export function writeValue(body: NonNullable<Answer["body"]> | null, form: ResponseBody["form"] = "json"): string {
  // What is answered is JSON, whatever its type says of it.
  const value = body as Json;
  if (form === "json" || (form === "text" && typeof value !== "string")) return JSON.stringify(value);
  if (typeof value === "string") return value;
  return typeof form === "object" ? writeXml(value, form.xmlRoot) : JSON.stringify(value);
}

/** Writes and judges a value in one go, with nothing remembered. */
export function writeWhole(value: unknown, validate: Validate | undefined): WrittenBody {
  return { text: JSON.stringify(value), violations: validate?.(value) ?? NONE };
}

function writeItem(memory: ConstantMemory, value: object, validate: Validate | undefined): WrittenBody {
  const known = memory.find(value);
  if (!known) return writeWhole(value, validate);
  if (!validate || known.keeps.includes(validate)) return { text: known.text, violations: NONE };
  const violations = validate(value);
  if (violations.length === 0) known.keeps.push(validate);
  return { text: known.text, violations };
}

/** A longer list is written without the memory: its items would drive all that is known out of it. */
export const MOST_ITEMS = 2000;

/** A list is written and judged item by item where its schema allows that, for the sake of the records in it. */
function writeList(memory: ConstantMemory, list: readonly unknown[], schema: BodySchema | undefined): WrittenBody {
  const { validate, validateItem } = schema ?? {};
  const known = memory.recall(list);
  if (known && (!validate || known.keeps.includes(validate))) return { text: known.text, violations: NONE };
  if ((validate && !validateItem) || list.length > MOST_ITEMS) return writeWhole(list, validate);
  let text = "[";
  for (let at = 0; at < list.length; at++) {
    const item = list[at];
    const isObject = typeof item === "object" && item !== null;
    const written = isObject ? writeItem(memory, item, validateItem) : writeWhole(item ?? null, validateItem);
    // What is wrong is told of the whole, so that each place has its full name.
    if (written.violations.length > 0) return writeWhole(list, validate);
    text += at === 0 ? (written.text ?? "null") : `,${written.text ?? "null"}`;
  }
  text += "]";
  if (Object.isFrozen(list) && list.every((item) => isKnown(memory, item))) {
    memory.note(list, { text, keeps: validate ? [validate] : [] });
  }
  return { text, violations: NONE };
}

function isKnown(memory: ConstantMemory, item: unknown): boolean {
  return typeof item === "object" && item !== null && memory.recall(item) !== undefined;
}
