import type { OutsideCall } from "../emulator/behaviour.js";
import type { Emulator } from "../emulator/emulator.js";
import { nameNearest } from "../emulator/find-nearest.js";
import { Problem } from "../emulator/problem.js";
import type { RecordKind } from "./redact-record.js";

/** The kind of the records that a path names. @throws Problem `not-found` that names what there is. */
export function findKind({ apis }: Emulator, { params }: OutsideCall): RecordKind {
  const { api: apiName = "", collection = "" } = params.path;
  const keepers = apis.filter(({ document }) => Object.keys(document.collections).length > 0);
  const api = keepers.find(({ name }) => name === apiName);
  if (!api) {
    const names = keepers.map(({ name }) => name);
    throw new Problem("not-found", {
      message: `No API ${JSON.stringify(apiName)} has records; ${nameNearest(apiName, names)}`,
    });
  }
  const names = Object.keys(api.document.collections);
  if (names.includes(collection)) return { api, collection };
  throw new Problem("not-found", {
    message: `${api.name} has no collection ${JSON.stringify(collection)}; ${nameNearest(collection, names)}`,
  });
}

/** A collection's full name. */
export function toFullName({ api, collection }: RecordKind): string {
  return `${api.name}.${collection}`;
}
