import type { Json, JsonObject } from "../json.js";
import { listTexts } from "../upgrade-schema.js";

/** The servers for which `schemes`, `host` and `basePath` of a Swagger document stand. */
export function listServers({ schemes, host, basePath }: JsonObject): Json[] {
  const path = typeof basePath === "string" && basePath !== "/" ? basePath.replace(/^\/?/, "/") : "";
  if (typeof host !== "string" || host === "") return [{ url: path === "" ? "/" : path }];
  const named = listTexts(schemes);
  // Without a scheme it is that by which the document itself was had, which nobody knows.
  return (named.length === 0 ? ["https"] : named).map((scheme) => ({ url: `${scheme}://${host}${path}` }));
}
