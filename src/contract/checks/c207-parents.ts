import { isJsonObject, type JsonObject } from "../../openapi/json.js";
import type { Operation } from "../../openapi/operation.js";
import type { Check, CheckRun } from "../check.js";
import type { Contract } from "../contract.js";
import { eachOperation, orReason } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { readJsonBody, toIdText } from "../record-fields.js";
import { findResource } from "../state/each-resource.js";
import { isMute, isRefused, isSuccess } from "../state/look.js";
import { runStories } from "../stories/run-stories.js";
import { noticeState } from "../state/notice.js";

/** A record is reached through its own parents only, and answers hold nothing of another tenant. */
export const c207: Check = {
  id: "C207",
  title: "A child is not reached under another parent or tenant",
  about:
    "Asks for a record of the run's own, in each way that its API has, under a parent that is not its own: one that nothing has, and " +
    "on this machine others that were found. That is refused, or an empty list. And judges every success: where the document " +
    "says which field of a record names its tenant, that is the tenant that the path asked for.",
  judge: (exchange, { contract }) => judgeTenants(exchange, contract),
  active: {
    phase: "state",
    async run(run) {
      await eachOperation(run, (operation, name) => tryParents(run, operation, name));
      await runStories(run, "C207");
    },
  },
};

async function tryParents(run: CheckRun, operation: Operation, name: string): Promise<string | undefined> {
  const resource = findResource(run, operation);
  const { kind, by } = run.effectOf(operation);
  const parents = listParents(run, operation);
  if (!resource || parents.length === 0 || kind === "creates" || kind === "spends") return undefined;
  // Of a list that is empty anyway nothing could be told.
  if (by === undefined && resource.create) await run.obtain(resource.name, { fresh: true });
  const wanted = await run.prepare(operation, { fresh: kind === "deletes" });
  for (const parent of parents) {
    const own = wanted.path[parent.name];
    if (own === undefined) continue;
    const path = { ...wanted.path, [parent.name]: run.makeUpId(own) };
    const about = `${operation.id} under another ${parent.name}`;
    const reason = await orReason(async () => {
      const exchange = await run.send({ ...wanted, path, about, expectation: "open" });
      if (isMute(exchange)) return "it was not answered";
      const isFine = isRefused(exchange) || (by === undefined && isEmptyList(exchange));
      run.judged(name, isFine ? [] : [tellReached(exchange, parent.name)]);
      return undefined;
    });
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** The parameters of a path that name something to which its records belong, as far as the document tells. */
function listParents(run: CheckRun, operation: Operation): Operation["parameters"] {
  const { by, collection = "" } = run.effectOf(operation);
  const references = Object.values(run.contract.document.collections[collection]?.references ?? {});
  const known = new Set(references.map((reference) => reference.collection));
  return operation.parameters.filter(({ location, name }) => {
    if (location !== "path" || name === by) return false;
    const key = run.model.keyOf(operation, name, "path");
    const parent = key === undefined ? undefined : run.model.collectionOf(key);
    return parent === undefined || known.size === 0 || known.has(parent);
  });
}

function isEmptyList({ response }: Exchange): boolean {
  const answer = response && readJsonBody(response);
  const rows = Array.isArray(answer)
    ? answer
    : isJsonObject(answer)
      ? Object.values(answer).find(Array.isArray)
      : undefined;
  return Array.isArray(rows) && rows.length === 0;
}

function tellReached(exchange: Exchange, parent: string): Finding {
  return noticeState("C207", exchange, {
    message: `A record was reached under a ${parent} that is not its own.`,
    received: exchange.response?.status ?? null,
    documented: "404, or another refusal",
    why: "Who may see a parent would see the children of all others.",
    after: [],
  });
}

/** Every record in a success that names its tenant names the one of the path. */
function judgeTenants(exchange: Exchange, { document }: Contract): readonly Finding[] | undefined {
  if (!isSuccess(exchange) || !exchange.response) return undefined;
  const texts = Object.values(exchange.case.path).map((text) => text.toLowerCase());
  const answer = readJsonBody(exchange.response);
  const tenants = Object.values(document.collections).flatMap(({ tenant, fields, identity }) =>
    tenant === undefined || !fields.includes(tenant) ? [] : [{ tenant, identity }],
  );
  const rows = (Array.isArray(answer) ? answer : [answer]).filter(isJsonObject);
  const named = rows.flatMap((row) => findTenant(row, tenants));
  if (named.length === 0 || texts.length === 0) return undefined;
  const known = new Set(texts);
  // Of a path without the tenant nothing can be said.
  if (!named.some(({ tenant }) => known.has(tenant.toLowerCase()))) return undefined;
  const foreign = named.filter(({ tenant }) => !known.has(tenant.toLowerCase()));
  return foreign.map(({ tenant, id }) =>
    noticeState("C207", exchange, {
      message: `An answer for one tenant shows a record of another: ${id}.`,
      received: tenant,
      documented: texts,
      why: "What belongs to one tenant is nobody else's to see.",
      after: [],
    }),
  );
}

function findTenant(row: JsonObject, tenants: readonly { readonly tenant: string; readonly identity: string }[]) {
  return tenants.flatMap(({ tenant, identity }) => {
    const [value, id] = [toIdText(row[tenant]), toIdText(row[identity])];
    return value === undefined || id === undefined ? [] : [{ tenant: value, id }];
  });
}
