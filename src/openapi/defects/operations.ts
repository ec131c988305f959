import { METHODS } from "../document-shape.js";
import type { Examination } from "../defect.js";
import { isJsonObject, type JsonObject } from "../json.js";
import { createNameTaker } from "../name-taker.js";
import { joinPointer, splitPointer, type Pointer } from "../reference.js";
import type { Site } from "../walk-document.js";

/** Names each operation that has no name of its own. */
export interface OperationNamer {
  name(site: Site, examination: Examination): void;
}

/** Sees to it that each operation below `paths` has an `operationId`, and no two the same. */
export function createOperationNamer(document: JsonObject): OperationNamer {
  const names = createNameTaker(listIds(document));
  const seen = new Set<string>();
  return {
    name({ pointer, value }, { report }) {
      const [root, path, method] = splitPointer(pointer);
      if (root !== "paths" || path === undefined || method === undefined) return;
      const { operationId } = value;
      if (typeof operationId === "string" && operationId !== "" && !seen.has(operationId)) {
        seen.add(operationId);
        return;
      }
      const named = names.take(suggestId(method, path));
      seen.add(named);
      value["operationId"] = named;
      report({ ...tell(operationId, pointer), decided: `it is called ${named}` });
    },
  };
}

function tell(operationId: unknown, pointer: Pointer) {
  const isRepeated = typeof operationId === "string" && operationId !== "";
  if (!isRepeated) return { id: "missing-operation-id", pointer, about: "the operation has no operationId" };
  const about = `another operation is called ${operationId}, too`;
  return { id: "repeated-operation-id", pointer: joinPointer(pointer, "operationId"), about };
}

function listIds({ paths }: JsonObject): string[] {
  const items = isJsonObject(paths) ? Object.values(paths).filter(isJsonObject) : [];
  const operations = items.flatMap((item) => METHODS.map((method) => item[method]).filter(isJsonObject));
  return operations.flatMap(({ operationId }) => (typeof operationId === "string" ? [operationId] : []));
}

/** `get /pets/{petId}/toys` becomes `getPetsByPetIdToys`. */
function suggestId(method: string, path: string): string {
  const words = path.replaceAll(/\{([^{}]*)\}/g, "/by/$1/").split(/[^\p{L}\p{N}]+/u);
  return method + words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
}

/** What an operation lacks or has that it can't have. */
export function examineOperation({ pointer, value }: Site, { report }: Examination): void {
  const method = splitPointer(pointer).at(-1) ?? "";
  const { responses, requestBody } = value;
  if (requestBody !== undefined && ["get", "head", "delete", "trace"].includes(method)) {
    const about = `a ${method.toUpperCase()} request with a body, which has no defined meaning (RFC 9110, 9.3)`;
    report({
      id: "unexpected-body",
      pointer: joinPointer(pointer, "requestBody"),
      about,
      decided: "it is read all the same",
    });
  }
  if (!isJsonObject(responses) || Object.keys(responses).length === 0) {
    value["responses"] = { default: { description: "" } };
    const decided = "any status without a body may be answered";
    report({ id: "missing-responses", pointer, about: "the operation documents no response", decided });
    return;
  }
  examineStatuses(responses, joinPointer(pointer, "responses"), report);
}

function examineStatuses(responses: JsonObject, pointer: Pointer, report: Examination["report"]): void {
  for (const status of Object.keys(responses)) {
    if (status.startsWith("x-") || /^([1-5]\d\d|[1-5]XX|default)$/i.test(status)) continue;
    delete responses[status];
    const about = `${JSON.stringify(status)} is no status, range such as 4XX, or default`;
    report({ id: "wrong-status", pointer: joinPointer(pointer, status), about, decided: "the response is left out" });
  }
  if (!Object.keys(responses).some((status) => /^([23]..|default)$/i.test(status))) {
    report({
      id: "no-success",
      pointer,
      about: "no success is documented",
      decided: "success is answered as 200 without a body",
    });
    responses["200"] = { description: "" };
  }
}
