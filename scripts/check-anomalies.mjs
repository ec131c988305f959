// `npm run check:anomalies -- DIR`: whether the source documents in a folder still have the defects that ours list.
// Run it when the vendors' pages were fetched anew: an anomaly that is not proven may have been mended.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "./house/project.mjs";
import { proveAnomalies } from "./house/prove-anomalies.mjs";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: npm run check:anomalies -- DIR (a folder of source documents, named 000…, 001…, 002…)");
  process.exitCode = 2;
} else {
  const verdicts = proveAnomalies(listAnomalies(), readSources(folder));
  for (const { id, about, proven, found } of verdicts) {
    console.log(`${proven ? "proven    " : "NOT proven"}  ${id.padEnd(13)}${about} (${found})`);
  }
  process.exitCode = verdicts.every(({ proven }) => proven) ? 0 : 1;
}

function listAnomalies() {
  const files = readdirSync(join(ROOT, "openapi")).filter((name) => /^[a-z0-9-]+\.yaml$/.test(name));
  return files.toSorted().flatMap((file) => {
    // Our own documents; a test holds their anomalies to this form.
    const document = /** @type {{ "x-standin"?: { anomalies?: import("./house/prove-anomalies.mjs").Anomaly[] } }} */ (
      parse(readFileSync(join(ROOT, "openapi", file), "utf8"))
    );
    return document["x-standin"]?.anomalies ?? [];
  });
}

function readSources(/** @type {string} */ from) {
  return new Map(readdirSync(from).map((name) => [name, readFileSync(join(from, name), "utf8")]));
}
