import { isJsonObject, type JsonObject } from "../openapi/json.js";
import { toApiVariables, type ApiAccess } from "./api-variables.js";
import { showJson } from "./show-json.js";
import { createControlClient, type ControlClient } from "./control-client.js";
import { controlOptions, sessionOptions } from "./control-options.js";
import { Failure } from "./failure.js";
import { quote } from "./shell-text.js";
import { defineVerb } from "./verb.js";

/** `standin env`: what `exec` gives a command, for a shell and a stand-in that runs. */
export const env = defineVerb({
  name: "env",
  about: "the variables that lead programs to a running stand-in, as a shell takes them.",
  options: { ...controlOptions, session: sessionOptions.session },
  examples: ['eval "$(standin env)"', "standin env --json"],
  async run({ url, session, json }, reporter) {
    const client = createControlClient({ url: url.value, session: session?.value });
    const variables = toApiVariables(client.url, await findAccess(client));
    if (json.value) reporter.print(JSON.stringify(variables));
    else for (const [name, value] of Object.entries(variables)) reporter.print(`export ${name}=${quote(value)}`);
    return 0;
  },
});

async function findAccess(client: ControlClient): Promise<Record<string, ApiAccess>> {
  const { basePaths } = await client.send("GET", "/routes");
  const bases = isJsonObject(basePaths) ? Object.entries(basePaths) : [];
  const access = bases.map(async ([name, paths]): Promise<[string, ApiAccess]> => {
    const [base = ""] = Array.isArray(paths) ? paths : [];
    return [name, { url: client.url + showJson(base), token: await findToken(client, name) }];
  });
  return Object.fromEntries(await Promise.all(access));
}

/** `undefined` for an API that has no principals, or none in this state. */
async function findToken(client: ControlClient, api: string): Promise<string | undefined> {
  const issued: JsonObject = await client.send("POST", "/tokens", { api }).catch((error: unknown) => {
    if (error instanceof Failure) return {};
    throw error;
  });
  return typeof issued["credential"] === "string" ? issued["credential"] : undefined;
}
