import { expect, test } from "vitest";
import { listAcceptable } from "./accept.js";

const DOCUMENTED = ["application/json", "application/xml", "text/csv; header=present"];

test.each([
  [undefined, DOCUMENTED],
  ["", DOCUMENTED],
  ["nonsense", DOCUMENTED],
  ["*/*", DOCUMENTED],
  ["application/xml", ["application/xml"]],
  ["APPLICATION/XML;Q=0.5", ["application/xml"]],
  ["text/*, application/xml;q=0.2", ["text/csv; header=present", "application/xml"]],
  ["application/*;q=0.2, application/xml", ["application/xml", "application/json"]],
  ["*/*;q=0.1, application/json;q=0", ["application/xml", "text/csv; header=present"]],
  ["text/html, application/xml;q=0.9, */*;q=0.8", ["application/xml", "application/json", "text/csv; header=present"]],
  ["text/csv;header=absent", []],
  ["text/csv;header=present, text/*;q=0", ["text/csv; header=present"]],
  ["image/png", []],
])("Accept: %s allows %j", (accept, allowed) => {
  expect(listAcceptable(accept, DOCUMENTED)).toEqual(allowed);
});

test("a documented range stands for each of its media types", () => {
  expect(listAcceptable("image/png", ["application/json", "image/*"])).toEqual(["image/*"]);
  expect(listAcceptable("image/png", ["*/*"])).toEqual(["*/*"]);
});
