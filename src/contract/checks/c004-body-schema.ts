import { findResponseSchema } from "../../openapi/body-schema.js";
import type { Json } from "../../openapi/json.js";
import { findMediaTypeRange, isJsonMediaType } from "../../openapi/media-type.js";
import { findAtPointer, type Pointer } from "../../openapi/reference.js";
import type { Response } from "../../openapi/response.js";
import type { Violation } from "../../openapi/violation.js";
import type { Check, JudgeContext } from "../check.js";
import type { Contract } from "../contract.js";
import { toFinding, type Noticed } from "../noticed.js";
import { readAnswer, type Answer } from "../read-answer.js";
import { sayOfResponse } from "../said-of-response.js";
import { findBrokenStatement, type Statement } from "../statement.js";
import { toPointer } from "../schema-node.js";
import { findValueAt } from "../value-at.js";
import { isOneWayGap, listOneWay } from "../one-way-members.js";

/** A body keeps the schema that its status and media type have. */
export const c004: Check = {
  id: "C004",
  title: "The body keeps its schema",
  about:
    "Judges every answer whose status and media type have a schema: all of JSON Schema, formats included; of a oneOf with a " +
    "discriminator the branch that the value names; what is writeOnly is not there, and is not asked for. " +
    "Where a body is documented, an empty one is told. Fields that no schema names are C006's.",
  judge(exchange, context) {
    const judged = readAnswer(exchange);
    if (!judged?.operation || !judged.documented || exchange.request.method === "HEAD") return undefined;
    if (judged.documented.content.size === 0) return undefined;
    const noticed =
      judged.response.body.length === 0
        ? judgeEmpty(judged, judged.documented, context)
        : judgeBody(judged, judged.documented, context);
    return noticed?.map((what) => toFinding("C004", exchange, what));
  },
};

function judgeEmpty(answer: Answer, documented: Response, { contract }: JudgeContext): Noticed[] | undefined {
  const { response, operation } = answer;
  // Those have none by HTTP, and a redirect's is for people.
  if (!operation || response.status === 204 || Math.trunc(response.status / 100) === 3) return undefined;
  return [
    {
      message: `The body is empty where ${documented.status} has one.`,
      received: "",
      documented: [...documented.content.keys()],
      statement: sayOfResponse(contract, operation, documented),
    },
  ];
}

function judgeBody(answer: Answer, documented: Response, { contract }: JudgeContext): Noticed[] | undefined {
  const { operation, response, mediaType } = answer;
  const value = readValue(answer);
  const range = mediaType && findMediaTypeRange([...documented.content.keys()], mediaType.essence);
  const validate = range === undefined ? undefined : documented.content.get(range);
  // Of another media type nothing is said, and what can't be parsed C003 tells.
  if (!operation || !mediaType || !validate || value === undefined) return undefined;
  const schema = findResponseSchema(contract.document, operation, response.status, mediaType.essence);
  const holder = sayOfResponse(contract, operation, documented);
  const examples = [...(documented.examples.get(range ?? "")?.entries() ?? [])];
  const broken = validate(value)
    .filter((violation) => !isOneWayGap(contract.document.source, schema, value, violation, "writeOnly"))
    .map((violation) =>
      toNoticed(contract, { holder, schema, value, violation }, blame(examples, validate, violation)),
    );
  const written = listOneWay(contract.document.source, schema, value, "writeOnly").map(({ field, schemas }) => ({
    message: `${field} is written only, and is in the answer.`,
    received: `${field} is there`,
    documented: { writeOnly: true },
    statement: { ...holder, pointer: schemas[0] && toPointer(schemas[0]) },
  }));
  return [...broken, ...written];
}

/** JSON as JSON, any other text as a string, what is no text not at all. */
function readValue({ mediaType, json, text }: Answer): Json | undefined {
  return mediaType && isJsonMediaType(mediaType.essence)
    ? json
    : mediaType?.essence.startsWith("text/")
      ? text
      : undefined;
}

interface Broken {
  readonly holder: Statement;
  readonly schema: Pointer | undefined;
  readonly value: Json;
  readonly violation: Violation;
}

function toNoticed(
  contract: Contract,
  { holder, schema, value, violation }: Broken,
  fault: ReturnType<typeof blame>,
): Noticed {
  const { field, message, keyword } = violation;
  const statement = findBrokenStatement(contract, holder, schema, violation);
  const said = statement.pointer === undefined ? undefined : findAtPointer(contract.document.source, statement.pointer);
  return {
    message: `${field === "" ? "The body" : field} ${message}.`,
    received: findReceived(value, violation),
    documented: said === undefined ? keyword : { [keyword]: said },
    statement,
    ...fault,
  };
}

/** The value that is at fault; where something is missing, the object that lacks it. */
function findReceived(value: Json, { field, keyword }: Violation): Json {
  const place = keyword === "required" ? field.replace(/(^|\.)[^.]+$/, "") : field;
  return findValueAt(value, place) ?? null;
}

/** An example that breaks its own schema in the same way says that the schema is wrong. */
function blame(
  examples: readonly (readonly [string, Json])[],
  validate: (value: Json) => readonly Violation[],
  { field, keyword }: Violation,
): Pick<Noticed, "blame" | "why"> {
  const place = field.replaceAll(/\[\d+\]/g, "[]");
  const alike = examples.find(([, example]) =>
    validate(example).some((other) => other.keyword === keyword && other.field.replaceAll(/\[\d+\]/g, "[]") === place),
  );
  if (!alike) return {};
  return { blame: "document", why: `The document's own example "${alike[0]}" breaks its schema in the same place.` };
}
