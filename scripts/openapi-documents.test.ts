import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readOpenapiDocument } from "./house/openapi-documents.mjs";
import { ROOT } from "./house/project.mjs";

const documents = readdirSync(join(ROOT, "openapi")).filter((name) => /^[a-z0-9-]+\.yaml$/.test(name));

test.each(documents)("%s is a valid OpenAPI 3.1 document", async (file) => {
  const { document } = await readOpenapiDocument(file);
  expect(document["openapi"]).toBe("3.1.0");
});
