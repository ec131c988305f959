import { expect, test } from "vitest";
import { matchPathTemplate } from "./match-path-template.js";

test.each([
  ["/a/{id}/b/", "/a/7/b/", { id: "7" }],
  ["/a/{id}/b/", "/a/7/b", { id: "7" }],
  ["/a/{id}", "/a/x%20y", { id: "x y" }],
  ["/a/{id}", "/a/%zz", { id: "%zz" }],
  ["/a/{id}.{format}", "/a/7.json", { id: "7", format: "json" }],
  ["/a/{id}.json", "/a/7.xml", undefined],
  ["/a/{id}", "/b/7", undefined],
  ["/a/{id}", "/a/7/b", undefined],
  ["/a", "/a", {}],
])("of the template %s the path %s has %j", (template, path, params) => {
  expect(matchPathTemplate(template, path)).toEqual(params);
});
