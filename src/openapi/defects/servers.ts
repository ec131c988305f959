import type { Examination } from "../defect.js";
import { isJsonObject, toText, type Json } from "../json.js";
import { joinPointer } from "../reference.js";
import type { Site } from "../walk-document.js";
import { readServerUrl } from "../server-url.js";

/** How many servers may stand in one list: each path is served below the path of each. */
const MOST = 50;

/** More servers than any honest document has. */
export function examineServers({ kind, pointer, value }: Site, { report }: Examination): void {
  const { servers } = value;
  if (kind === "schema" || !Array.isArray(servers) || servers.length <= MOST) return;
  value["servers"] = servers.slice(0, MOST);
  const about = `${servers.length} servers, of which ${MOST} are the most`;
  report({
    id: "too-many-servers",
    pointer: joinPointer(pointer, "servers"),
    about,
    decided: `the first ${MOST} are served`,
  });
}

/** A server without a URL that can be understood. */
export function examineServer({ pointer, value }: Site, { report }: Examination): void {
  if (typeof value["$ref"] === "string") return;
  const url = readServerUrl(value);
  if (url !== undefined && URL.canParse(url, "http://localhost")) {
    const { variables } = value;
    const known: Json = isJsonObject(variables) ? variables : {};
    const unknown = [...toText(value["url"]).matchAll(/\{([^{}]*)\}/g)]
      .map(([, name = ""]) => name)
      .filter((name) => !Object.hasOwn(known, name));
    for (const name of unknown) {
      const about = `{${name}} of the URL is not among the variables`;
      report({ id: "undefined-server-variable", pointer, about, decided: `its name stands for it` });
    }
    return;
  }
  value["url"] = "/";
  report({ id: "wrong-server", pointer, about: "a server needs a url that is one", decided: "/ is taken for it" });
}
