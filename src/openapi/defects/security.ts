import type { Examination } from "../defect.js";
import { METHODS } from "../document-shape.js";
import { isJsonObject, toText, type Json, type JsonObject } from "../json.js";
import { joinPointer, type Pointer } from "../reference.js";

/** Security schemes that are asked for and not defined, defined and not asked for, or not of any known kind. */
export function examineSecurity({ document, report }: Examination): void {
  const schemes = readSchemes(document);
  const used = new Set<string>();
  for (const [holder, pointer] of listHolders(document)) {
    const { security } = holder;
    if (security === undefined) continue;
    if (!Array.isArray(security)) {
      delete holder["security"];
      const about = "security must be a list of requirements";
      report({ id: "wrong-type", pointer: joinPointer(pointer, "security"), about, decided: "it is left out" });
      continue;
    }
    for (const [index, requirement] of security.entries()) {
      for (const name of isJsonObject(requirement) ? Object.keys(requirement) : []) {
        used.add(name);
        if (Object.hasOwn(schemes, name)) continue;
        Object.assign(schemes, Object.fromEntries([[name, { type: "http", scheme: "bearer" }]]));
        const place = joinPointer(pointer, "security", String(index), name);
        const about = `the security scheme ${JSON.stringify(name)} is not defined`;
        report({ id: "undefined-security-scheme", pointer: place, about, decided: "a bearer token is asked for" });
      }
    }
  }
  for (const [name, scheme] of Object.entries(schemes)) {
    const pointer = joinPointer("/components/securitySchemes", name);
    if (!used.has(name)) {
      const about = `the security scheme ${JSON.stringify(name)} is used by no operation`;
      report({ id: "unused-security-scheme", pointer, about, decided: "nothing asks for it" });
    }
    const fault = findFault(scheme);
    if (fault === undefined) continue;
    Object.assign(schemes, Object.fromEntries([[name, { type: "http", scheme: "bearer" }]]));
    report({ id: "wrong-security-scheme", pointer, about: fault, decided: "a bearer token is asked for" });
  }
}

function readSchemes(document: JsonObject): JsonObject {
  const components = isJsonObject(document["components"]) ? document["components"] : {};
  const schemes = isJsonObject(components["securitySchemes"]) ? components["securitySchemes"] : {};
  components["securitySchemes"] = schemes;
  document["components"] = components;
  return schemes;
}

function listHolders(document: JsonObject): [holder: JsonObject, pointer: Pointer][] {
  const { paths } = document;
  const holders: [JsonObject, Pointer][] = [[document, ""]];
  for (const [path, item] of Object.entries(isJsonObject(paths) ? paths : {})) {
    for (const method of isJsonObject(item) ? METHODS : []) {
      const operation = (item as JsonObject)[method]; // an object, or there were no methods
      if (isJsonObject(operation)) holders.push([operation, joinPointer("/paths", path, method)]);
    }
  }
  return holders;
}

function findFault(scheme: Json): string | undefined {
  if (!isJsonObject(scheme)) return "a security scheme must be an object";
  const { type, name, in: location, scheme: httpScheme, $ref: reference } = scheme;
  if (typeof reference === "string") return undefined;
  if (type === "apiKey") {
    const isFit = typeof name === "string" && ["header", "query", "cookie"].includes(toText(location));
    return isFit ? undefined : "an API key needs a name, and in which must be header, query or cookie";
  }
  if (type === "http") return typeof httpScheme === "string" ? undefined : "an http scheme needs its scheme";
  if (["oauth2", "openIdConnect", "mutualTLS"].includes(toText(type))) return undefined;
  return "the type must be apiKey, http, oauth2, openIdConnect or mutualTLS";
}
