import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import { joinField } from "../openapi/violation.js";
import { listBelow, listSame, type SchemaNode } from "./schema-node.js";

/** A member of an object within a value, and the schemas that say something of it. */
export interface DescribedMember {
  /** As people write it: `rows[0].name`. */
  readonly field: string;
  readonly key: string;
  readonly value: Json;
  /** Whether its object's schemas have a place for it. */
  readonly isDescribed: boolean;
  /** Schemas of the member itself. */
  readonly schemas: readonly SchemaNode[];
  /** The schemas of the object that has it. */
  readonly owners: readonly SchemaNode[];
}

/** Lists all members of the objects within a value, with what the document says of them by the schemas of the whole. */
export function listMembers(document: JsonObject, schemas: readonly SchemaNode[], value: Json): DescribedMember[] {
  const members: DescribedMember[] = [];
  collect(document, listSame(document, schemas, value), value, "", members);
  return members;
}

function collect(
  document: JsonObject,
  same: readonly SchemaNode[],
  value: Json,
  field: string,
  members: DescribedMember[],
): void {
  if (Array.isArray(value)) {
    const items = same.flatMap((node) => listBelow(node, "items"));
    for (const [index, item] of value.entries()) {
      collect(document, listSame(document, items, item), item, `${field}[${index}]`, members);
    }
  } else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      const own = same.map((node) => describeMember(node, key));
      const schemas = listSame(
        document,
        own.flatMap((described) => described?.nodes ?? []),
        member,
      );
      const place = joinField(field, key);
      const isDescribed = own.some((described) => described !== undefined);
      members.push({ field: place, key, value: member, isDescribed, schemas, owners: same });
      collect(document, schemas, member, place, members);
    }
  }
}

/** What a schema says of a member: it may only say that it may be there. `undefined` when it says nothing. */
function describeMember(node: SchemaNode, key: string): { readonly nodes: readonly SchemaNode[] } | undefined {
  const { properties, patternProperties } = node.schema;
  if (isJsonObject(properties) && Object.hasOwn(properties, key)) return { nodes: listBelow(node, "properties", key) };
  const patterns = Object.keys(isJsonObject(patternProperties) ? patternProperties : {});
  const matching = patterns.filter((pattern) => matches(pattern, key));
  if (matching.length > 0)
    return { nodes: matching.flatMap((pattern) => listBelow(node, "patternProperties", pattern)) };
  const others = [...listBelow(node, "additionalProperties"), ...listBelow(node, "unevaluatedProperties")];
  return others.length > 0 ? { nodes: others } : undefined;
}

/** A pattern that can't be compiled might match anything. */
function matches(pattern: string, key: string): boolean {
  try {
    return new RegExp(pattern, "u").test(key);
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
}
