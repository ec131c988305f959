import { expect, test } from "vitest";
import type { LogEntry } from "../emulator/log.js";
import { serveLibrary } from "../testing/tiny-library.js";
import { tellInferred } from "./tell-inferred.js";

test("the start tells in a line what is kept, and in detail what each operation was taken for", () => {
  const { emulator } = serveLibrary({
    paths: { "/motto": { get: { operationId: "getMotto", responses: { "200": { description: "A text." } } } } },
  });
  const told: LogEntry[] = [];
  tellInferred(emulator, (entry) => void told.push(entry));
  expect(told.map(({ level, message }) => `${level} ${message}`)).toEqual([
    "info shop: inferred from its document, kept are books; 1 operations only answer what it shows",
    "debug shop.books: /books/{id}, {id} is id, listBooks (list), createBook (create), getBook (read)",
  ]);
});
