import { expect } from "vitest";

/** vitest types its matchers as `any`; as `unknown` they may stand in an expected value. */
const ANY_TEXT: unknown = expect.any(String);

/** A way to send a request to a stand-in, in process or over HTTP; the path begins with a slash. */
export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

/** Walks the life of a Fassport integration: create, read, update, status, archive, unarchive, test, delete, gone. */
export async function tellFassportStory(fetch: Fetch, token: string): Promise<void> {
  const send = (method: string, path: string, json?: object) => sendAs(fetch, token, method, path, json);

  const created = await send("POST", "", { name: "Story inbox", type: "Email", provider: "Gmail", config: {} });
  expect(created).toMatchObject({ status: 200, body: { name: "Story inbox", status: "Active", statusHistory: [] } });
  const { _id: id, createdAt } = created.body as { _id: string; createdAt: string }; // as matched above, and checked by its document

  const read = await send("GET", id);
  expect(read).toEqual(created);
  const listed = await send("GET", "");
  expect(listed.body).toContainEqual(created.body);

  const updated = await send("PUT", id, { provider: "Outlook", config: { folder: "Inbox" } });
  expect(updated).toMatchObject({
    status: 200,
    body: { _id: id, name: "Story inbox", provider: "Outlook", config: { folder: "Inbox" }, createdAt },
  });
  const inactive = await send("PUT", `${id}/status`, { status: "Inactive" });
  expect(inactive).toMatchObject({ status: 200, body: { status: "Inactive", statusHistory: [{ status: "Active" }] } });

  const archived = await send("POST", `${id}/archive`);
  expect(archived).toMatchObject({ status: 200, body: { status: "Inactive", archivedOn: ANY_TEXT } });
  const unarchived = await send("POST", `${id}/unarchive`);
  expect(unarchived.status).toBe(200);
  expect(unarchived.body).not.toHaveProperty("archivedOn");

  const tested = await send("POST", `${id}/test`);
  expect(tested).toEqual({ status: 200, body: undefined });
  const deleted = await send("DELETE", id);
  expect(deleted).toEqual(unarchived);
  const gone = await send("GET", id);
  expect(gone).toEqual({
    status: 404,
    body: { name: "Entity not found", message: "Entity not found", status: 404 },
  });
}

async function sendAs(fetch: Fetch, token: string, method: string, path: string, json: object | undefined) {
  const response = await fetch(`${INTEGRATIONS}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(json && { "content-type": "application/json" }) },
    ...(json && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  const body: unknown = text === "" ? undefined : JSON.parse(text);
  return { status: response.status, body };
}
