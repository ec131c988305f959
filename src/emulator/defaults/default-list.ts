import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import type { ListPlace } from "../../openapi/resources/list-place.js";
import type { Resource } from "../../openapi/resources/resource.js";
import { listProperties } from "../../openapi/resources/schema-place.js";
import type { BehaviourReply } from "../behaviour.js";
import { toContent, type DefaultCall, type KeptRecord } from "./default-context.js";
import { fillEnvelope } from "./list-envelope.js";
import { readListQuery, selectRecords } from "./list-query.js";
import { listRecords } from "./records.js";
import { describePage } from "./page-links.js";
import { hideSecrets, project, reply, setAt, settle } from "./show.js";

/** Shows the records of a collection that a request asks for, in the envelope that the document describes. */
export function listCollection(asked: DefaultCall, resource: Resource, list: ListPlace): BehaviourReply {
  const fields = resource.record ? listProperties(asked.context.places, resource.record) : [];
  const query = readListQuery(asked, fields);
  const selected = selectRecords(listRecords(asked, resource), query);
  const { skip, size } = query.page;
  const page = selected.slice(skip, size === undefined ? undefined : skip + size);
  return showList(asked, list, page, { total: selected.length, page: query.page });
}

type Around = Omit<Parameters<typeof fillEnvelope>[3], "items">;

/** The reply that shows some records in a list. */
export function showList(
  asked: DefaultCall,
  list: ListPlace,
  records: readonly KeptRecord[],
  around: Around,
): BehaviourReply {
  const { body, operation, status } = asked.role;
  const items = records.map((record) => project(asked, list.item, hideSecrets(asked, toContent(record))));
  const headers = describePage(asked, { ...around, items });
  if (!body || list.path.length === 0) {
    return reply(asked, body ? settle(asked, body, items, status) : items, { headers });
  }
  const made = asked.context.values.make(body.schema, { seed: operation.id, extent: "bare", sentBy: "server" });
  const optional = addKnown(asked, isJsonObject(made) ? made : {});
  const filled = fillEnvelope(asked, body, optional, { ...around, items });
  return reply(asked, settle(asked, body, setAt(filled, list.path, items), status), { headers });
}

/** Objects around a list that tell of its page are there even where they need not be. */
function addKnown({ context, role }: DefaultCall, made: JsonObject): JsonObject {
  const properties = context.places.reader.describe(role.body?.schema ?? true)["properties"];
  const known = Object.entries(isJsonObject(properties) ? properties : {}).flatMap(
    ([name, schema]): [string, Json][] => {
      const isAbout = /^_?(meta|metadata|links|paging|pagination|page|page_?info)$/i.test(name);
      if (!isAbout || Object.hasOwn(made, name)) return [];
      return [[name, context.values.make(schema, { seed: `${role.operation.id} ${name}`, name, extent: "bare" })]];
    },
  );
  return { ...made, ...Object.fromEntries(known) };
}
