import { isJsonObject } from "../../openapi/json.js";
import type { ApiModel } from "../api-model.js";
import { findField, findRecord, readJsonBody, toIdText } from "../record-fields.js";
import type { WireFailure, WireRequest, WireResponse } from "../wire.js";
import type { Permit } from "./guard.js";
import { digestFields } from "./sent-fields.js";
import type { KnownValues } from "./known-values.js";
import type { Ledger } from "./ledger.js";
import type { Texts } from "./ledger-entry.js";

/** Whose books are kept, and where. */
export interface BookContext {
  readonly model: ApiModel;
  readonly ledger: Ledger;
  readonly known: KnownValues;
  readonly marker: string;
}

/** The books of one request. */
export interface Books {
  /** Takes down what came of it. */
  settle(response: WireResponse | undefined, failure?: WireFailure): void;
}

/** Takes down that a request could make a record or do what can't be taken back, before it is sent. */
export function keepBooks(context: BookContext, { creates, spends, operation }: Permit, request: WireRequest): Books {
  const { ledger } = context;
  if (!creates) {
    return {
      settle(response) {
        const isDone = response !== undefined && response.status < 400;
        if (spends && isDone && !ledger.isOwn(spends.collection, spends.id)) {
          ledger.write({ kind: "spent", collection: spends.collection, id: spends.id });
        }
      },
    };
  }
  const { collection, path } = creates;
  const id = creates.id ?? findMarkedName(context, collection, request);
  const entry = ledger.nextEntry();
  const marked = new TextDecoder().decode(request.body ?? new Uint8Array()).includes(context.marker);
  const name = operation?.id ?? `${request.method} ${collection}`;
  ledger.write({
    kind: "may-create",
    entry,
    operation: name,
    collection,
    path,
    marked,
    ...(!marked && { sent: digestFields(request.body) }),
    ...(id !== undefined && { id }),
  });
  return {
    settle(response, failure) {
      const made = response && findMade(context, { ...creates, id }, marked, response);
      if (made !== undefined) ledger.write({ kind: "made", entry, ...made });
      else if (response ? isRefused(response) : isUnsent(failure)) ledger.write({ kind: "nothing", entry });
    },
  };
}

/** The name that the run gave a record itself, where its marker is that name. */
function findMarkedName({ model, marker }: BookContext, collection: string, { body }: WireRequest): string | undefined {
  const resource = model.resources.get(collection);
  if (!resource?.create || model.effectOf(resource.create).marker !== resource.identity) return undefined;
  const sent = body && readJsonBody({ body });
  const name = isJsonObject(sent) ? sent[resource.identity] : undefined;
  return typeof name === "string" && name.startsWith(marker) ? name : undefined;
}

/** What found no server has made nothing there. */
function isUnsent(failure: WireFailure | undefined): boolean {
  return failure?.kind === "refused" || failure?.kind === "unreachable";
}

function isRefused({ status }: WireResponse): boolean {
  return status >= 300 && status < 500;
}

/** The id of what a request made, when the answer tells it and there is no doubt that it was not there before. */
function findMade(
  { model, ledger, known, marker }: BookContext,
  { collection, id }: NonNullable<Permit["creates"]>,
  marked: boolean,
  response: WireResponse,
): { id: string; fields: Texts } | undefined {
  if (response.status < 200 || response.status >= 300) return undefined;
  const resource = model.resources.get(collection);
  const record = findRecord(readJsonBody(response), resource?.identity ?? "id");
  const told = toIdText(record?.[resource?.identity ?? "id"]) ?? id;
  if (told === undefined || known.hasName(told) || ledger.findListed(collection)?.has(told)) return undefined;
  const field = resource?.create && model.effectOf(resource.create).marker;
  const shown = field === undefined ? undefined : findField(record, field);
  const isAnothers = marked && typeof shown === "string" && !shown.includes(marker);
  return isAnothers ? undefined : { id: told, fields: model.namesOf(collection, record) };
}
