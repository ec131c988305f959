// `npm run corpus`: serves public documents, asks everything of them, and writes the table of docs/any-document.md.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { installCorpus } from "./house/install-corpus.mjs";

const cwd = fileURLToPath(new URL("../", import.meta.url));
const env = { ...process.env, STANDIN_CORPUS: await installCorpus(), STANDIN_CORPUS_PAGE: "docs/any-document.md" };
execFileSync("npx", ["vitest", "run", "src/testing/corpus/corpus.test.ts"], { cwd, stdio: "inherit", env });
execFileSync("npx", ["prettier", "--write", "--log-level", "warn", "docs/any-document.md"], { cwd, stdio: "inherit" });
