import { isJsonObject, toText, type Json } from "../../openapi/json.js";
import type { Resource, ResourceRole } from "../../openapi/resources/resource.js";
import { readFieldPath } from "../../openapi/resources/field-path.js";
import { chooseSuccess } from "../../openapi/resources/success.js";
import type { Behaviour, BehaviourReply, Call } from "../behaviour.js";
import type { Principal } from "../credentials.js";
import { Problem } from "../problem.js";
import { actOnRecord } from "./default-action.js";
import { answerAsDocumented, suitAccept } from "./default-answer.js";
import { toContent, toKey, type DefaultCall, type DefaultContext } from "./default-context.js";
import { deleteRecord, mergeRecord, readRecord, replaceRecord } from "./default-item.js";
import { listCollection, showList } from "./default-list.js";
import {
  changeContent,
  checkPath,
  findRecord,
  insertRecord,
  listPathScope,
  listRecords,
  removeRecord,
} from "./records.js";
import { readSent } from "./change-record.js";
import { fill, reply, showRecord } from "./show.js";

/** A behaviour for each operation of a document, out of what was inferred of it. */
export function createDefaultBehaviours(
  context: DefaultContext,
): Record<string, Behaviour<Principal, Readonly<Record<string, string>>>> {
  return Object.fromEntries(
    [...context.inference.roles.values()].map((role) => [
      role.operation.id,
      (call: Call) => answer({ context, role, call }),
    ]),
  );
}

function answer(asked: DefaultCall): BehaviourReply {
  checkPath(asked);
  const { does } = asked.role;
  return suitAccept(asked, does ? answerFor(asked, does) : answerAsDocumented(asked));
}

function answerFor(asked: DefaultCall, { kind, resource, list }: ResourceRole): BehaviourReply {
  switch (kind) {
    case "list":
    case "search":
      return list ? listCollection(asked, resource, list) : answerAsDocumented(asked);
    case "create":
      return createOne(asked, resource);
    case "create-many":
      return createMany(asked, { kind, resource, list });
    case "read":
      return readRecord(asked, resource);
    case "read-first":
      return readFirst(asked, resource);
    case "replace":
      return replaceRecord(asked, resource);
    case "merge":
      return mergeRecord(asked, resource);
    case "delete":
      return deleteRecord(asked, resource);
    case "put":
      return putByBody(asked, resource);
    case "clear":
      return clear(asked, resource);
    case "count":
      return count(asked, resource);
    default:
      return actOnRecord(asked, resource);
  }
}

function createOne(asked: DefaultCall, resource: Resource): BehaviourReply {
  const record = insertRecord(asked, resource, { sent: readSent(asked, resource) });
  const id = resource.identity.flatMap(({ field }) =>
    field === undefined ? [] : [toText(readFieldPath(record, field))],
  );
  const path = asked.role.operation.pathTemplate.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(asked.call.params.path[name] ?? ""),
  );
  return reply(asked, showRecord(asked, record), {
    headers: { location: [path.replace(/\/$/, ""), ...id.map(encodeURIComponent)].join("/") },
  });
}

function createMany(asked: DefaultCall, { resource, list }: ResourceRole): BehaviourReply {
  const sent = Array.isArray(asked.call.body) ? asked.call.body : [];
  const records = sent.filter(isJsonObject).map((body) => insertRecord(asked, resource, { sent: body }));
  if (!list) return answerAsDocumented(asked);
  const page = { size: undefined, skip: 0, number: 1, next: undefined };
  return showList(asked, list, records, { total: records.length, page });
}

function readFirst(asked: DefaultCall, resource: Resource): BehaviourReply {
  const [record] = listRecords(asked, resource);
  return record ? reply(asked, showRecord(asked, record)) : answerAsDocumented(asked);
}

/** A PUT on a collection: of the record whose identity the body names, or of a new one. */
function putByBody(asked: DefaultCall, resource: Resource): BehaviourReply {
  const { body } = asked.call;
  const sent = readSent(asked, resource);
  const values = resource.identity.map(({ field }) => (field === undefined ? undefined : readIdentity(body, field)));
  const isNamed = values.length > 0 && values.every((value) => value !== undefined);
  const record = isNamed ? findRecord(asked, resource, [...listPathScope(asked, resource), ...values]) : undefined;
  if (isNamed && !record) {
    throw new Problem("not-found", {
      message: `There is nothing of ${resource.name} with the identity ${toKey(values)}.`,
    });
  }
  const kept = record
    ? changeContent(asked, resource, record, { ...toContent(record), ...sent })
    : insertRecord(asked, resource, { sent });
  return reply(asked, showRecord(asked, kept));
}

function readIdentity(body: Json | undefined, field: string): string | undefined {
  const value = isJsonObject(body) ? body[field] : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function clear(asked: DefaultCall, resource: Resource): BehaviourReply {
  const records = listRecords(asked, resource);
  for (const record of records) removeRecord(asked, resource, record);
  const { body } = asked.role;
  return reply(
    asked,
    body ? fill(asked, body, { count: records.length, deleted: records.length }, asked.role.status) : undefined,
  );
}

function count(asked: DefaultCall, resource: Resource): BehaviourReply {
  const total = listRecords(asked, resource).length;
  const { body, status, operation } = asked.role;
  if (!body) return reply(asked, undefined, { status: chooseSuccess(operation) });
  return reply(asked, fill(asked, body, { count: total, total, total_count: total }, status));
}
