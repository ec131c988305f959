import { expect, test } from "vitest";
import { isName } from "../emulator/session-selector.js";
import { createSessionName } from "./session-name.js";

test.each([
  ["creates an integration", /^creates-an-integration-[0-9a-f-]{13}$/],
  ["GET /a?b=%20 → 200", /^GET-a-b-20-200-[0-9a-f-]{13}$/],
  ["è una prova", /^e-una-prova-[0-9a-f-]{13}$/],
  ["試験", /^test-[0-9a-f-]{13}$/],
  ["", /^test-[0-9a-f-]{13}$/],
  ["x".repeat(500), /^x{60}-[0-9a-f-]{13}$/],
])("a test titled %j has a session whose name is one and is known again", (title, pattern) => {
  const name = createSessionName(title);
  expect(name).toMatch(pattern);
  expect(isName(name)).toBe(true);
});

test("two tests of one title have two sessions", () => {
  expect(createSessionName("same")).not.toBe(createSessionName("same"));
});
