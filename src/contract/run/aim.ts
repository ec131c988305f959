import type { Operation } from "../../openapi/operation.js";
import type { CaseWish } from "../check.js";
import { Refusal } from "../refusal.js";
import type { StageState } from "./stage-state.js";
import { canMake, ignoreRefusal, readKey } from "./stage-values.js";

/** The texts of a path that leads to a record of the run's own, where the operation takes one and the run can have one. */
export async function aimAtRecord(
  state: StageState,
  operation: Operation,
  { fresh = false }: CaseWish,
): Promise<Readonly<Record<string, string>>> {
  const { model, mode, underWay } = state;
  const { kind, by, collection } = model.effectOf(operation);
  const resource = collection === undefined ? undefined : model.resources.get(collection);
  // What makes a record, or does what nothing takes back, is given none; the parameter below which one is made names another.
  const takesNone = kind === "creates" || kind === "spends";
  if (by === undefined || resource === undefined || takesNone || mode === "read-only") return {};
  if (!canMake(state, resource) || underWay.has(resource.name)) {
    if (kind !== "deletes") return {};
    throw new Refusal("guard", `the run has no ${resource.name} of its own that it could delete`);
  }
  try {
    const own = await state.obtain(resource.name, { fresh: fresh || kind === "deletes" });
    const key = model.keyOf(operation, by, "path") ?? by;
    return { ...pickPath(operation, own.created.case.path), [by]: readKey(model, key, own.body) ?? own.id };
  } catch (error) {
    if (kind !== "reads") throw error;
    ignoreRefusal(error);
    return {};
  }
}

/** Of the texts of one path those that another has parameters for. */
function pickPath({ parameters }: Operation, texts: Readonly<Record<string, string>>): Record<string, string> {
  const names = new Set(parameters.filter(({ location }) => location === "path").map(({ name }) => name));
  return Object.fromEntries(Object.entries(texts).filter(([name]) => names.has(name)));
}
