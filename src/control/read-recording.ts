import { isJsonObject, type Json } from "../openapi/json.js";
import { RECORDING_VERSION, type Recording } from "./recording-format.js";

/** Takes what a file holds for a recording. @throws Error that says what of it is missing. */
export function readRecording(value: Json): Recording {
  if (!isJsonObject(value)) throw new Error("it is no object");
  const { formatVersion, apis, rules, mounts, start, states, exchanges, auth, randomSeed } = value;
  if (formatVersion !== RECORDING_VERSION) {
    throw new Error(
      `its formatVersion is ${JSON.stringify(formatVersion ?? null)}, and this standin knows ${RECORDING_VERSION}`,
    );
  }
  const isWhole = Array.isArray(apis) && Array.isArray(exchanges) && [rules, mounts, start, states].every(isJsonObject);
  if (!isWhole || typeof auth !== "string" || typeof randomSeed !== "number" || !exchanges.every(isExchange)) {
    throw new Error(
      "it lacks a part of a recording: apis, rules, mounts, auth, randomSeed, start, states or exchanges",
    );
  }
  return value as unknown as Recording; // as far as one must know before it is replayed, which shows all else
}

function isExchange(value: Json): boolean {
  if (!isJsonObject(value)) return false;
  const { id, clock, request, reply } = value;
  return typeof id === "string" && isJsonObject(clock) && isRequest(request) && isJsonObject(reply);
}

function isRequest(value: Json | undefined): boolean {
  return (
    isJsonObject(value) &&
    typeof value["method"] === "string" &&
    typeof value["url"] === "string" &&
    isJsonObject(value["headers"])
  );
}
