import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import type { Resource } from "../../openapi/resources/resource.js";
import { hasType } from "../../openapi/resources/schema-place.js";
import { splitWords, squash } from "../../openapi/resources/word-form.js";
import type { BehaviourReply } from "../behaviour.js";
import { makeChangeTimes, readSent, toTime } from "./change-record.js";
import { toContent, type DefaultCall } from "./default-context.js";
import { changeContent, getRecord } from "./records.js";
import { reply, showRecord } from "./show.js";

/** Does to a record what the last word of the path says, as far as the record has fields that would tell of it. */
export function actOnRecord(asked: DefaultCall, resource: Resource): BehaviourReply {
  const record = getRecord(asked, resource);
  const verb = asked.role.does?.verb ?? "";
  const isUndone = asked.role.operation.method === "DELETE";
  const effects = listEffects(asked, resource, verb, isUndone);
  const known = Object.entries(readSent(asked, resource)).filter(([name]) => hasField(asked, resource, name));
  const content = toContent(record);
  const changed = { ...content, ...Object.fromEntries(known), ...effects };
  const isChanged = JSON.stringify(changed) !== JSON.stringify(content);
  const after = isChanged
    ? changeContent(asked, resource, record, { ...changed, ...makeChangeTimes(asked, resource) })
    : record;
  return reply(asked, showRecord(asked, after));
}

function hasField({ context }: DefaultCall, resource: Resource, name: string): boolean {
  return resource.record !== undefined && context.places.reader.findPart(resource.record.schema, name).named;
}

/** Verbs that take back what another did, and what that was. */
const OPPOSITES: Readonly<Record<string, string>> = {
  disable: "enable",
  deactivate: "activate",
  stop: "start",
  pause: "resume",
  close: "open",
  reject: "approve",
  decline: "accept",
  unlock: "lock",
  restore: "delete",
  thaw: "freeze",
};

/** What a verb changes: a state, a flag, a time. */
function listEffects(asked: DefaultCall, resource: Resource, word: string, isUndone: boolean): JsonObject {
  const properties = resource.record ? asked.context.places.reader.describe(resource.record.schema)["properties"] : {};
  const fields = isJsonObject(properties) ? Object.entries(properties) : [];
  const [verb = "", ...rest] = splitWords(word);
  const undoes = /^un(?=[a-z]{3})/.test(verb) ? verb.slice(2) : OPPOSITES[verb];
  const [done, isOn] = [toForms(verb, rest), !isUndone];
  const [undone, isOff] = [undoes === undefined ? [] : toForms(undoes, rest), isUndone];
  const effects: JsonObject = {};
  for (const [name, schema] of fields) {
    // A time that is taken back is null, which is an effect, too.
    const value = [
      toEffect(asked, name, schema, done, isOn),
      toEffect(asked, name, schema, undone, isOff),
      toState(asked, name, schema, isUndone ? undone : done),
    ].find((effect) => effect !== undefined);
    if (value !== undefined) effects[name] = value;
  }
  return effects;
}

/** `archive` is told by `archived`, `cancel` by `canceled` and `cancelled`, `activate` by `activated` and `active`. */
function toForms(verb: string, rest: readonly string[]): string[] {
  const tail = rest.join("");
  const stem = verb.replace(/e$/, "");
  const last = verb.slice(-1);
  const participle = [`${stem}ed`, `${verb}${last}ed`, `${verb.replace(/y$/, "i")}ed`, `${stem}ing`];
  const other =
    verb === "activate" || verb === "enable"
      ? ["active", "enabled"]
      : verb === "start" || verb === "resume"
        ? ["running", "active"]
        : [];
  return [verb + tail, ...participle, ...other, ...(verb === "open" || verb === "reopen" ? ["open"] : [])];
}

/** A flag that says so, or a time at which it was done. */
function toEffect(
  asked: DefaultCall,
  name: string,
  schema: Json,
  forms: readonly string[],
  isOn: boolean,
): Json | undefined {
  const { type } = asked.context.places.reader.describe(schema);
  const plain = squash(name);
  if (type !== undefined && hasType(type, "boolean")) {
    return forms.some((form) => plain === form || plain === `is${form}`) ? isOn : undefined;
  }
  const isTime = forms.some((form) => plain === `${form}at` || plain === `${form}on` || plain === `${form}date`);
  if (!isTime) return undefined;
  if (isOn) return toTime(asked.context, schema, asked.call.world.now);
  return type !== undefined && hasType(type, "null") ? null : undefined;
}

/** A state that is called as what was done. */
function toState({ context }: DefaultCall, name: string, schema: Json, forms: readonly string[]): Json | undefined {
  if (!/^(status|state|phase|lifecycle_?state)$/i.test(name)) return undefined;
  const { enum: values } = context.places.reader.describe(schema);
  if (!Array.isArray(values)) return undefined;
  const plain = new Set(forms.map(squash));
  return values.find((value) => typeof value === "string" && plain.has(squash(value)));
}
