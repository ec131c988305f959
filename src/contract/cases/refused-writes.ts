import * as fc from "fast-check";
import { findRequestSchema } from "../../openapi/body-schema.js";
import type { Case } from "../case.js";
import type { CheckRun } from "../check.js";
import { visitParamPlaces } from "../param-places.js";
import { varied } from "../varied.js";
import { listInvalidCases } from "./invalid-cases.js";
import { readCase } from "./read-case.js";
import { toSeed } from "./to-seed.js";
import { listUnreadable } from "./unreadable-cases.js";
import { withBody } from "./write-value.js";

/** Cases that differ from a good write so that a server will most probably refuse them, for several reasons. */
export function* listRefusedWrites(run: CheckRun, base: Case, most: number): Generator<Case> {
  const seed = toSeed(run.seed, "refused", base.operation.id);
  yield { ...base, credential: "none", expectation: "refused", about: "without a credential" };
  yield* listNamingNothing(run, base);
  const malformed = listUnreadable(base, seed).find(({ kind }) => kind === "malformed");
  if (malformed) yield malformed.wanted;
  let count = 0;
  for (const { cases, name } of varied(listInvalidCases(run.contract, base), ({ keyword }) => keyword, seed)) {
    const wanted = fc
      .sample(cases, { seed: toSeed(seed, name), numRuns: 4 })
      .find(({ expectation }) => expectation === "refused");
    // A path with another id would be about another record.
    if (wanted === undefined || name.startsWith("path ")) continue;
    yield wanted;
    count += 1;
    if (count >= most) return;
  }
}

/** The body names what is not there, in one place at a time. */
function* listNamingNothing(run: CheckRun, base: Case): Generator<Case> {
  const { document } = run.contract;
  const { body } = readCase(base);
  if (body.kind !== "value") return;
  const schema = findRequestSchema(document, base.operation, body.mediaType);
  if (schema === undefined) return;
  const keys = new Set<string>();
  visitParamPlaces(document.source, schema, body.value, (key, text) => {
    keys.add(key);
    return text;
  });
  for (const wanted of keys) {
    const value = visitParamPlaces(document.source, schema, body.value, (key, text) =>
      key === wanted ? run.makeUpId(text) : text,
    );
    yield { ...withBody(base, value), expectation: "open", about: `the body names a ${wanted} that nothing has` };
  }
}
