import { isJsonObject, type JsonObject } from "../../openapi/json.js";
import { isValid, proveCase } from "../cases/prove-case.js";
import { listValidCases } from "../cases/valid-cases.js";
import { withBody } from "../cases/write-value.js";
import type { Case } from "../case.js";
import type { CheckRun } from "../check.js";
import { isSame } from "./compare.js";
import { findResource } from "./each-resource.js";
import { readSent } from "./sent-fields.js";

/** How many updates are tried of an operation. */
const MOST = 8;

/** An update as it is prepared, and others that send one field at a time, or less of a field's own content. */
export function* listUpdates(run: CheckRun, base: Case): Generator<Case> {
  yield base;
  let left = MOST - 1;
  // Once more as it was prepared, now that other fields hold something.
  for (const wanted of [...listSingle(run, base), base, ...listEmptied(base)]) {
    if (left <= 0) return;
    if (!isValid(proveCase(run.contract, wanted))) continue;
    left -= 1;
    yield wanted;
  }
}

/** Each field alone, of all that may be sent, with another value than the prepared one where there is one. */
function* listSingle(run: CheckRun, base: Case): Generator<Case> {
  if (!isJsonObject(base.body?.value)) return;
  const identity = findResource(run, base.operation)?.identity;
  const prepared = readSent(base);
  const fields: JsonObject = {};
  for (const variant of listValidCases(run.contract, { base, keep: undefined, seed: run.seed })) {
    for (const [name, value] of Object.entries(readSent(variant))) {
      const known = prepared[name];
      if (known === undefined || !isSame(known, value)) fields[name] ??= value;
    }
  }
  for (const [name, value] of Object.entries({ ...prepared, ...fields })) {
    if (name === identity) continue;
    yield { ...withBody(base, { [name]: value }), about: `an update of ${name} alone` };
  }
}

/** A list or a free object once more, with nothing in it: what is merged in place of replaced stays then. */
function* listEmptied(base: Case): Generator<Case> {
  for (const [name, value] of Object.entries(readSent(base))) {
    if (Array.isArray(value) && value.length > 0)
      yield { ...withBody(base, { ...readSent(base), [name]: [] }), about: `${name} is emptied` };
    if (isJsonObject(value) && Object.keys(value).length > 0) {
      yield { ...withBody(base, { ...readSent(base), [name]: {} }), about: `${name} is emptied` };
    }
  }
}
