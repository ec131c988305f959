import { expect, test } from "vitest";
import type { Json, JsonObject } from "./json.js";
import { applyOverlay, parseOverlay } from "./overlay.js";

const DOCUMENT: JsonObject = {
  info: { title: "Things" },
  paths: {
    "/it's": { get: { tags: ["a", "b"], deprecated: true }, post: { tags: [] } },
    "/b": { get: { tags: ["b"] } },
  },
};

function apply(...actions: Json[]) {
  const text = JSON.stringify({ overlay: "1.0.0", info: { title: "Changes", version: "1" }, actions });
  return applyOverlay(DOCUMENT, parseOverlay(text, "changes.json"));
}

test("an update is merged: objects member by member, lists lengthened, the rest replaced", () => {
  const { document, unmatched } = apply({
    target: "$.paths['/it\\'s'].get",
    update: { tags: ["c"], deprecated: false, summary: "New" },
  });
  expect(unmatched).toEqual([]);
  expect(document["paths"]).toMatchObject({
    "/it's": { get: { tags: ["a", "b", "c"], deprecated: false, summary: "New" }, post: { tags: [] } },
  });
});

test("what is removed is gone, of a list every item that is meant", () => {
  const { document } = apply(
    { target: "$.paths.*.get.tags[?@ == 'b']", remove: true },
    { target: "$.info", remove: true },
  );
  expect(document).toEqual({
    paths: { "/it's": { get: { tags: ["a"], deprecated: true }, post: { tags: [] } }, "/b": { get: { tags: [] } } },
  });
});

test("actions are done in their order, the document itself among what they change", () => {
  const { document } = apply(
    { target: "$", update: { "x-new": { a: 1 } } },
    { target: "$['x-new']", update: { b: 2 } },
  );
  expect(document["x-new"]).toEqual({ a: 1, b: 2 });
});

test("an action that finds nothing to change is told with its place", () => {
  const { document, unmatched } = apply({ target: "$.paths['/none']", update: {} });
  expect(document).toEqual(DOCUMENT);
  expect(unmatched).toMatchObject([{ target: "$.paths['/none']", place: "changes.json:1:72" }]);
});

test("the document that is given stays as it is, and no name of a member reaches a prototype", () => {
  const before = structuredClone(DOCUMENT);
  const update = JSON.parse('{"__proto__": {"polluted": true}}') as Json;
  const { document } = apply({ target: "$.info", update });
  expect(DOCUMENT).toEqual(before);
  expect(Object.keys(document["info"] as JsonObject)).toEqual(["title", "__proto__"]);
  expect({}).not.toHaveProperty("polluted");
});

test.each([
  ["no version", "actions: []", "changes.yaml:1:1: an overlay needs its version"],
  ["no actions", "overlay: 1.0.0", "changes.yaml:1:1: an overlay needs a list of actions"],
  ["no target", "overlay: 1.0.0\nactions:\n  - update: {}", "changes.yaml:3:5: an action needs a target"],
  ["nothing to do", "overlay: 1.0.0\nactions:\n  - target: $", "changes.yaml:3:5: an action needs an update"],
  ["no JSONPath", "overlay: 1.0.0\nactions:\n  - target: paths\n    remove: true", "changes.yaml:3:5: no JSONPath"],
])("an overlay with %s is refused with its place", (_about, text, message) => {
  expect(() => parseOverlay(text, "changes.yaml")).toThrow(message);
});

test("a target whose pattern could be tried for ever selects at once", () => {
  const text = `${"a".repeat(50)}!`;
  const overlay = parseOverlay(
    JSON.stringify({ overlay: "1.0.0", actions: [{ target: "$.tags[?match(@, '(a+)+')]", remove: true }] }),
    "changes.json",
  );
  // By an engine that goes back, this would take longer than any test may.
  expect(applyOverlay({ tags: [text, "aaa"] }, overlay).document).toEqual({ tags: [text] });
});
