import { expect } from "vitest";
import type { Tell } from "./story.js";

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

/** vitest types its matchers as `any`; as `unknown` they may stand in an expected value. */
const ANY_TEXT: unknown = expect.any(String);

/** The life of an integration: create, read, update, status, archive, unarchive, test, delete, gone. */
export async function tellFassportStory(tell: Tell): Promise<void> {
  const send = (method: string, path: string, json?: object) =>
    tell(`${method} ${INTEGRATIONS}${path}`, "fassport.admin", json);

  const created = await send("POST", "", { name: "Story inbox", type: "Email", provider: "Gmail", config: {} });
  expect(created).toMatchObject({ status: 200, body: { name: "Story inbox", status: "Active", statusHistory: [] } });
  const { _id: id, createdAt } = created.body as { _id: string; createdAt: string }; // by its document, which it keeps

  expect(await send("GET", id)).toEqual(created);
  expect((await send("GET", "")).body).toContainEqual(created.body);

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

  expect(await send("POST", `${id}/test`)).toEqual({ status: 200, body: undefined });
  expect(await send("DELETE", id)).toEqual(unarchived);
  const notFound = { name: "Entity not found", message: "Entity not found", status: 404 };
  expect(await send("GET", id)).toEqual({ status: 404, body: notFound });
  expect((await send("GET", "")).body).not.toContainEqual(expect.objectContaining({ _id: id }));
}
