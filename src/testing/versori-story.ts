import { expect } from "vitest";
import {
  ACTIVATE_PLAIN,
  ACTIVATE_TWO,
  ACTIVATE_WITH_SCHEMA,
  HUB,
  UNDEPLOYED,
  VERSORI,
  WITH_SCHEMA,
} from "./versori-demo.js";

/** A way to send a request to a stand-in, in process or over HTTP; the path begins with a slash. */
export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/**
 * Walks the life of ada's activations on the demo fixture, as the organisation's API key: with an existing and with a
 * new connection, a missing connection, an undeployed integration, wrong variables, list, set variables, delete, gone.
 */
export async function tellVersoriStory(fetch: Fetch, apiKey: string): Promise<void> {
  const send = (method: string, path: string, json?: object) => sendAs(fetch, apiKey, method, path, json);
  const list = `/embed/${HUB}/users/ada/activations`;
  const before = await send("GET", list);
  expect(before).toEqual({ status: 200, body: { totalCount: 0, activations: [] } });

  const existing = await send("POST", "/activations", ACTIVATE_PLAIN);
  expect(existing).toMatchObject({ status: 200, body: { hubId: HUB, user: { externalId: "ada" } } });
  const made = await send("POST", "/activations", ACTIVATE_TWO);
  expect(made).toMatchObject({ status: 200, body: { integration: { isDeployed: true, isActivated: true } } });

  const missing = await send("POST", "/activations", {
    ...ACTIVATE_TWO,
    connections: ACTIVATE_TWO.connections.slice(0, 1),
  });
  expect(missing).toMatchObject({ status: 400, body: { code: "400000", fields: [{ field: "connections" }] } });
  const undeployed = await send("POST", "/activations", { ...ACTIVATE_PLAIN, integrationId: UNDEPLOYED });
  expect(undeployed).toMatchObject({ status: 409, body: { code: "409000" } });
  const wrong = await send("POST", "/activations", { ...ACTIVATE_WITH_SCHEMA, dynamicVariables: { region: "moon" } });
  expect(wrong).toMatchObject({ status: 400, body: { fields: [{ field: "dynamicVariables.region" }] } });

  const withVariables = await send("POST", "/activations", ACTIVATE_WITH_SCHEMA);
  expect(withVariables).toMatchObject({ status: 200, body: { integration: { id: WITH_SCHEMA } } });
  const { id } = withVariables.body as { id: string }; // as matched above, and checked by its document
  const read = await send("GET", `/activations/${id}`);
  expect(read).toEqual(withVariables);
  const listed = await send("GET", list);
  expect(listed).toEqual({
    status: 200,
    body: { totalCount: 3, activations: [existing.body, made.body, withVariables.body] },
  });

  const put = await send("PUT", `/activations/${id}/variables`, { dynamicVariables: { region: "us", batchSize: 5 } });
  expect(put).toEqual({ status: 200, body: { dynamicVariables: { region: "us", batchSize: 5 } } });
  const deleted = await send("DELETE", `/activations/${id}`);
  expect(deleted).toEqual({ status: 204, body: undefined });
  const gone = await send("GET", `/activations/${id}`);
  expect(gone).toMatchObject({ status: 404, body: { code: "404000" } });
  const after = await send("GET", list);
  expect(after).toEqual({ status: 200, body: { totalCount: 2, activations: [existing.body, made.body] } });
}

async function sendAs(fetch: Fetch, apiKey: string, method: string, path: string, json: object | undefined) {
  const response = await fetch(`${VERSORI}${path}`, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, ...(json && { "content-type": "application/json" }) },
    ...(json && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  const body: unknown = text === "" ? undefined : JSON.parse(text);
  return { status: response.status, body };
}
