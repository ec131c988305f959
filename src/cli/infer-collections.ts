import type { Emulator } from "../emulator/emulator.js";
import type { ServedApi } from "../emulator/served-api.js";
import type { JsonObject } from "../openapi/json.js";
import type { Resource } from "../openapi/resources/resource.js";

/** A collection as it was inferred from a document, with some records. */
export interface InferredCollection {
  readonly name: string;
  /** Field that identifies a record. */
  readonly identity: string;
  /** Where the schema of a record is, as a reference. */
  readonly schema: string;
  readonly records: readonly JsonObject[];
}

/** What an API keeps that belongs to nothing else, as far as a document can declare it. */
export async function inferCollections(emulator: Emulator, api: ServedApi): Promise<InferredCollection[]> {
  const inference = api.defaults?.inference;
  const lists = [...(inference?.roles.values() ?? [])].filter(({ does }) => does?.kind === "list");
  // Some records are made of each when it is listed for the first time.
  for (const { operation, parameters } of lists) {
    const url = (api.basePaths[0] ?? "") + operation.pathTemplate;
    if (parameters.length === 0) await emulator.handle({ method: "GET", url, headers: {} });
  }
  const { collections } = emulator.freeze();
  return (inference?.resources ?? []).flatMap((resource) => {
    const described = describe(resource);
    const kept = (collections[`${api.name}.${resource.name}`] ?? []) as readonly JsonObject[]; // records are JSON
    return described ? [{ ...described, records: kept.map(toShown) }] : [];
  });
}

function describe({ name, identity, scope, record, isSingle }: Resource) {
  const [own, ...others] = identity;
  const pointer = record?.pointer;
  if (isSingle || scope.length > 0 || others.length > 0 || own?.field === undefined || pointer === undefined) {
    return undefined;
  }
  return { name, identity: own.field, schema: `#${pointer}` };
}

/** A record without what only the stand-in knows. */
function toShown(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([field]) => !field.startsWith("$")));
}
