import type { Exchange } from "../exchange.js";
import { isSafeMethod } from "../read-effects.js";
import type { GuardContext } from "./guard.js";
import { createPathMatcher } from "./match-path.js";

/**
 * Tells of an exchange, after the fact and by another way than the guard, whether it may have changed a record that was
 * neither the run's own nor named: one that was named by the path, was there, and was not refused.
 */
export function createAudit({ model, ledger, values }: GuardContext): (exchange: Exchange) => boolean {
  const match = createPathMatcher(model.document.operations.map(({ pathTemplate }) => pathTemplate));
  return ({ request, response }) => {
    const isDone = response === undefined || response.status < 300 || response.status >= 500;
    if (isSafeMethod(request.method) || !isDone) return false;
    const matched = match(request.path);
    if (!matched) return true;
    const operation = model.document.operations.find(
      ({ method, pathTemplate }) => method === request.method && pathTemplate === matched.template,
    );
    const effect = operation && model.effectOf(operation);
    const id = effect?.by === undefined ? undefined : matched.texts[effect.by];
    if (effect === undefined || id === undefined || effect.kind === "spends") return false;
    const { collection = "" } = effect;
    const wasThere = ledger.findListed(collection)?.has(id) === true;
    return wasThere && !ledger.isOwn(collection, id) && !values.isNamed(collection, id);
  };
}
