import { ArazzoError } from "./arazzo-error.js";
import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import { joinPointer, type Pointer } from "../../openapi/reference.js";

/** An object of a document with its place, that says where something is not as it should be. */
export interface Reader {
  readonly value: JsonObject;
  readonly pointer: Pointer;
  /** The text of a field. @throws ArazzoError when it is none. */
  text(name: string): string;
  /** The text of a field, `undefined` when it is not there. @throws ArazzoError when it is no text. */
  findText(name: string): string | undefined;
  /** The number of a field, or another where it is not there. @throws ArazzoError when it is no number. */
  number(name: string, otherwise: number): number;
  /** The object of a field. @throws ArazzoError when it is none. */
  member(name: string): Reader;
  /** The object of a field, `undefined` when it is not there. @throws ArazzoError when it is no object. */
  findMember(name: string): Reader | undefined;
  /** The objects of a field's list, none when it is not there. @throws ArazzoError when it is no list of objects. */
  list(name: string): Reader[];
  /** The texts of a field's list, none when it is not there. @throws ArazzoError when it is no list of texts. */
  texts(name: string): string[];
  /** @throws ArazzoError that names a field's place and says what is wrong with it. */
  refuse(name: string, fault: string): never;
}

/** Reads the object at a place of a document. @throws ArazzoError when it is no object. */
export function createReader(value: Json | undefined, pointer: Pointer): Reader {
  if (!isJsonObject(value)) throw new ArazzoError(`#${pointer} is no object`);
  const get = (name: string): Json | undefined => (Object.hasOwn(value, name) ? value[name] : undefined);
  const refuse = (name: string, fault: string): never => {
    throw new ArazzoError(`#${joinPointer(pointer, name)} ${fault}`);
  };
  const findText = (name: string): string | undefined => {
    const found = get(name);
    return found === undefined || typeof found === "string" ? found : refuse(name, "is no text");
  };
  const getItems = (name: string): Json[] => {
    const found = get(name) ?? [];
    return Array.isArray(found) ? found : refuse(name, "is no list");
  };
  const toMember = (name: string): Reader => createReader(get(name), joinPointer(pointer, name));
  return {
    value,
    pointer,
    refuse,
    findText,
    text: (name) => findText(name) ?? refuse(name, "is missing"),
    number(name, otherwise) {
      const found = get(name) ?? otherwise;
      return typeof found === "number" ? found : refuse(name, "is no number");
    },
    member: toMember,
    findMember: (name) => (get(name) === undefined ? undefined : toMember(name)),
    list: (name) => getItems(name).map((item, at) => createReader(item, joinPointer(pointer, name, String(at)))),
    texts: (name) =>
      getItems(name).map((item, at) => (typeof item === "string" ? item : refuse(`${name}/${at}`, "is no text"))),
  };
}
