import { isJsonObject, type Json } from "../json.js";

/** The names that the flows of OAuth 2 have in OpenAPI 3. */
const FLOWS: Readonly<Record<string, string>> = {
  implicit: "implicit",
  password: "password",
  application: "clientCredentials",
  accessCode: "authorizationCode",
};

/** Turns a security scheme into one of OpenAPI 3. */
export function upgradeSecurityScheme(scheme: Json): Json {
  if (!isJsonObject(scheme)) return scheme;
  if (scheme["type"] === "basic") return { ...scheme, type: "http", scheme: "basic" };
  if (scheme["type"] !== "oauth2") return scheme;
  const { flow, authorizationUrl, tokenUrl, scopes = {}, ...rest } = scheme;
  const name = typeof flow === "string" && Object.hasOwn(FLOWS, flow) ? FLOWS[flow] : undefined;
  return {
    ...rest,
    flows: {
      [name ?? "implicit"]: {
        ...(authorizationUrl !== undefined && { authorizationUrl }),
        ...(tokenUrl !== undefined && { tokenUrl }),
        scopes,
      },
    },
  };
}
