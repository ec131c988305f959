// `npm run corpus`: serves public documents and asks everything of them; writes docs/any-document.md. The packages that carry
// the documents are installed into a folder of their own, are pinned, and are never kept with us.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = `${root}.corpus`;
const listed = readFileSync(`${root}src/testing/corpus/documents.ts`, "utf8");
const packages = [...new Set([...listed.matchAll(/package: "([^"]+)"/g)].map(([, name]) => name ?? ""))];
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/package.json`, JSON.stringify({ private: true }));
run("npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", ...packages], folder);
run("npx", ["vitest", "run", "src/testing/corpus/corpus.test.ts"], root, { STANDIN_CORPUS: folder });
run("npx", ["prettier", "--write", "--log-level", "warn", "docs/any-document.md"], root);

/** @param {string} command @param {string[]} args @param {string} cwd @param {Record<string, string>} environment */
function run(command, args, cwd, environment = {}) {
  execFileSync(command, args, { cwd, stdio: "inherit", env: { ...process.env, ...environment } });
}
