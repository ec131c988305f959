import { isJsonObject, type Json } from "../../openapi/json.js";
import type { Resource } from "../../openapi/resources/resource.js";
import { chooseSuccess } from "../../openapi/resources/success.js";
import { findResponse } from "../../openapi/response.js";
import type { BehaviourReply } from "../behaviour.js";
import { makeChangeTimes, makeFresh, mergeContent, readSent } from "./change-record.js";
import { toContent, toKey, type DefaultCall, type KeptRecord } from "./default-context.js";
import { applyJsonPatch } from "./json-patch.js";
import {
  changeContent,
  findRecord,
  getRecord,
  insertRecord,
  listItemValues,
  refuseUnknown,
  removeRecord,
} from "./records.js";
import { reply, showRecord } from "./show.js";

/** Shows one record. */
export function readRecord(asked: DefaultCall, resource: Resource): BehaviourReply {
  return reply(asked, showRecord(asked, getRecord(asked, resource)));
}

/** Puts what was sent in the place of a record; makes it where the document says that this is done, too. */
export function replaceRecord(asked: DefaultCall, resource: Resource): BehaviourReply {
  const values = listItemValues(asked, resource);
  const record = findRecord(asked, resource, values);
  const sent = readSent(asked, resource);
  if (record) {
    const kept = keepReadOnly(asked, resource, record);
    const seed = `${asked.role.operation.id} ${toKey(values)}`;
    const content = { ...makeFresh(asked, resource, seed), ...sent, ...kept, ...makeChangeTimes(asked, resource) };
    return reply(asked, showRecord(asked, changeContent(asked, resource, record, content)));
  }
  if (!isMadeByPut(asked)) refuseUnknown(asked);
  const made = insertRecord(asked, resource, { sent, given: values.slice(resource.scope.length) });
  const status = chooseSuccess(asked.role.operation, [201, 200, 202, 204]);
  return reply(asked, showRecord(asked, made, status), { status });
}

/** Whether a PUT makes what is not there: where 201 is documented, or nothing that would say that it is not there. */
function isMadeByPut({ role }: DefaultCall): boolean {
  const { responses } = role.operation;
  return responses.some(({ status }) => status === "201") || findResponse(responses, 404) === undefined;
}

/** What clients may not set stays as it is. */
function keepReadOnly({ context }: DefaultCall, resource: Resource, record: KeptRecord): Record<string, Json> {
  const identity = new Set(resource.identity.map(({ field }) => field));
  const schema = resource.record?.schema ?? true;
  return Object.fromEntries(
    Object.entries(toContent(record)).filter(([name]) => {
      const part = context.places.reader.findPart(schema, name).schema;
      return (
        identity.has(name) || context.places.reader.flatten(part).keywords["readOnly"] === true || /^creat/i.test(name)
      );
    }),
  );
}

/** Changes of a record what was sent: fields, a merge patch or a JSON patch. */
export function mergeRecord(asked: DefaultCall, resource: Resource): BehaviourReply {
  const record = getRecord(asked, resource);
  const { body } = asked.call;
  const content = Array.isArray(body)
    ? applyJsonPatch(toContent(record), body)
    : mergeContent(asked, resource, record, readSent(asked, resource));
  const whole = isJsonObject(content) ? content : {};
  const changed = { ...whole, ...makeChangeTimes(asked, resource) };
  return reply(asked, showRecord(asked, changeContent(asked, resource, record, changed)));
}

/** Removes a record; what its answer tells of it is as it was. */
export function deleteRecord(asked: DefaultCall, resource: Resource): BehaviourReply {
  const record = getRecord(asked, resource);
  removeRecord(asked, resource, record);
  return reply(asked, showRecord(asked, record));
}
