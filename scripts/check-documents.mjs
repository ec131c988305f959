// Checks every OpenAPI document against OpenAPI's own schema. Arazzo documents are redocly's to judge.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readOpenapiDocument } from "./house/openapi-documents.mjs";
import { ROOT } from "./house/project.mjs";

const files = readdirSync(join(ROOT, "openapi")).filter((name) => /^[a-z0-9-]+\.yaml$/.test(name));
for (const file of files) {
  try {
    await readOpenapiDocument(file);
  } catch (error) {
    console.error(`openapi/${file}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
