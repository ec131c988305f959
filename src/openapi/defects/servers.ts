import type { Examination } from "../defect.js";
import { isJsonObject, toText, type Json } from "../json.js";
import type { Site } from "../walk-document.js";
import { readServerUrl } from "../server-url.js";

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
