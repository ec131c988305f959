import { expect, test } from "vitest";
import { createTestEmulator, type TestRequest } from "../testing/test-emulator.js";

const FASSPORT = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const SUPERVITY = "/api/v1/integrations";
const VERSORI = "/api/embedded/v1";

/** For each API, one request for each evidence on which its answers are seen to rest. */
const SEEN: Record<string, [evidence: string, request: TestRequest][]> = {
  fassport: [
    ["source", { line: `GET ${FASSPORT}000000000000000000000000`, as: "fassport.admin" }],
    ["source", { line: `POST ${FASSPORT}`, as: "fassport.viewer" }],
    ["inferred", { line: `GET ${FASSPORT}`, as: "fassport.stranger" }],
    ["assumed", { line: `GET ${FASSPORT}`, as: "fassport.admin" }],
  ],
  supervity: [
    ["published", { line: `DELETE ${SUPERVITY}/slack/actions/post-message`, as: "supervity.ada" }],
    ["observed", { line: `GET ${SUPERVITY}/me` }],
    ["inferred", { line: `GET ${SUPERVITY}/me`, as: "supervity.erin", headers: { "x-active-org": "demo" } }],
    ["assumed", { line: `GET ${SUPERVITY}/me`, as: "supervity.ada" }],
  ],
  versori: [
    ["published", { line: `DELETE ${VERSORI}/activations/01J0000000000000000000ACT1`, as: "versori.admin" }],
    ["inferred", { line: `GET ${VERSORI}/activations/01J0000000000000000000ACT1`, as: "versori.bob" }],
    ["assumed", { line: `GET ${VERSORI}/activations/01J0000000000000000000ACT1` }],
  ],
};

const CASES = Object.entries(SEEN).flatMap(([api, requests]) =>
  requests.map(([evidence, request]) => [api, evidence, request.line, request] as const),
);

test.each(CASES)("%s answers on %s evidence: %s", async (_api, evidence, _line, request) => {
  const emulator = await createTestEmulator();
  expect((await emulator.send(request)).evidence).toBe(evidence);
});

test.each(Object.entries(SEEN))("at least three different evidences are seen of %s", (_api, requests) => {
  expect(new Set(requests.map(([evidence]) => evidence)).size).toBeGreaterThanOrEqual(3);
});
