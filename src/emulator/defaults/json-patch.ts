import { isJsonObject, toText, type Json } from "../../openapi/json.js";
import { Problem } from "../problem.js";

/** A value after a JSON Patch (RFC 6902). @throws Problem `conflict` when an operation can't be done, and nothing is done then. */
export function applyJsonPatch(value: Json, patch: readonly Json[]): Json {
  return patch.reduce<Json>(
    (patched, step) => (isJsonObject(step) ? applyStep(patched, step) : patched),
    structuredClone(value),
  );
}

function applyStep(
  value: Json,
  { op, path, from, value: given = null }: Readonly<Record<string, Json | undefined>>,
): Json {
  const to = toSteps(path);
  switch (op) {
    case "add":
      return putAt(value, to, given, true);
    case "replace":
      getAt(value, to);
      return putAt(value, to, given, false);
    case "remove":
      return removeAt(value, to);
    case "move":
      return putAt(removeAt(value, toSteps(from)), to, getAt(value, toSteps(from)), true);
    case "copy":
      return putAt(value, to, getAt(value, toSteps(from)), true);
    case "test":
      if (JSON.stringify(getAt(value, to)) !== JSON.stringify(given)) refuse(`the test at ${toText(path)} fails`);
      return value;
    default:
      return refuse(`there is no operation ${JSON.stringify(op)}`);
  }
}

function toSteps(pointer: Json | undefined): string[] {
  if (typeof pointer !== "string" || (pointer !== "" && !pointer.startsWith("/")))
    refuse(`${JSON.stringify(pointer)} is no JSON Pointer`);
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function getAt(value: Json, steps: readonly string[]): Json {
  return steps.reduce<Json>((inner, step) => {
    const found = Array.isArray(inner)
      ? inner[Number(step)]
      : isJsonObject(inner) && Object.hasOwn(inner, step)
        ? inner[step]
        : undefined;
    return found ?? (found === null ? null : refuse(`there is nothing at /${steps.join("/")}`));
  }, value);
}

function putAt(value: Json, [step, ...rest]: readonly string[], given: Json, isAdded: boolean): Json {
  if (step === undefined) return given;
  if (Array.isArray(value)) {
    const at = step === "-" ? value.length : Number(step);
    if (!Number.isInteger(at) || at < 0 || at > value.length)
      return refuse(`there is no place ${step} in a list of ${value.length}`);
    if (rest.length > 0) return value.with(at, putAt(value[at] ?? null, rest, given, isAdded));
    return isAdded ? value.toSpliced(at, 0, given) : value.with(at, given);
  }
  if (!isJsonObject(value)) return refuse(`${step} has nothing to be in`);
  const inner = rest.length > 0 ? putAt(getAt(value, [step]), rest, given, isAdded) : given;
  return Object.fromEntries([...Object.entries(value).filter(([name]) => name !== step), [step, inner]]);
}

function removeAt(value: Json, steps: readonly string[]): Json {
  const [step, ...rest] = steps;
  const inner = getAt(value, steps.slice(0, 1));
  if (step === undefined) return refuse("the whole of a record can't be removed by a patch");
  if (rest.length > 0) return putAt(value, [step], removeAt(inner, rest), false);
  if (Array.isArray(value)) return value.toSpliced(Number(step), 1);
  return Object.fromEntries(Object.entries(isJsonObject(value) ? value : {}).filter(([name]) => name !== step));
}

function refuse(why: string): never {
  throw new Problem("conflict", { message: `The patch can't be applied: ${why}.` });
}
