import { isJsonObject, type Json } from "../../openapi/json.js";
import { findRequestMedia } from "../../openapi/body-schema.js";
import { joinPointer } from "../../openapi/reference.js";
import { isValid, proveCase } from "../cases/prove-case.js";
import { readCase } from "../cases/read-case.js";
import { replaceAt, writePath } from "../cases/value-path.js";
import { visitPlaces } from "../cases/visit-places.js";
import { withBody } from "../cases/write-value.js";
import type { Case } from "../case.js";
import type { Check } from "../check.js";
import type { Contract } from "../contract.js";
import { eachOperation } from "../each-operation.js";
import { judgeAccepted } from "../judge-accepted.js";
import { UNKNOWN_FIELD } from "../unknown-field.js";

/** A field that nobody knows of does no harm, unless the document says that it does. */
export const c104: Check = {
  id: "C104",
  title: "Unknown fields are treated as documented",
  about:
    "Sends valid requests with one field more than the document knows, at the top and one level down. A schema that does not " +
    "forbid others allows them, so the request must be accepted; as few authors think of that, a refusal counts as inferred only. " +
    "Where additionalProperties is false, C102 asks for the refusal.",
  active: {
    phase: "state",
    run: (run) =>
      eachOperation(run, async (operation, name) => {
        const { kind } = run.effectOf(operation);
        if (!operation.requestBody) return "it takes no body";
        if (kind === "spends") return "what it does can't be done again";
        const wanted = [...listWithUnknown(run.contract, await run.prepare(operation))];
        for (const each of wanted) run.judged(name, judgeAccepted("C104", await run.send(each), "inferred"));
        return wanted.length === 0 ? "no object of its body takes other fields than it knows" : undefined;
      }),
  },
};

function* listWithUnknown(contract: Contract, base: Case): Generator<Case> {
  const { body } = readCase(base);
  const media = body.kind === "value" ? findRequestMedia(contract.document, base.operation, body.mediaType) : undefined;
  if (body.kind !== "value" || media === undefined) return;
  for (const { path, value, schemas } of visitPlaces(
    contract.document.source,
    [joinPointer(media, "schema")],
    body.value,
  )) {
    // In an object that names no fields, none is unknown.
    if (path.length > 1 || !isJsonObject(value) || !schemas.some(({ properties }) => isJsonObject(properties)))
      continue;
    const more: Json = { ...value, [UNKNOWN_FIELD]: "x" };
    const wanted = withBody(
      base,
      replaceAt(body.value, path, () => more),
    );
    const where = path.length === 0 ? "the body" : writePath(path);
    if (isValid(proveCase(contract, wanted))) yield { ...wanted, about: `${where} has a field that nobody knows` };
  }
}
