import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../../scripts/house/project.mjs";

/** @typedef {{ node: string, about?: string, packages: Record<string, string> }} Release */
/** @typedef {{ name: string, version: string, about?: string, folder: string }} Installed */
/** @typedef {{ name: string, reason: string }} Skipped */

/**
 * Installs a peer in a folder of its own, unless it is there: the first of its releases that this Node runs.
 * @param {string} name As in peers.json. @param {import("../processes.mjs").Processes} processes
 * @returns {Promise<Installed | Skipped>}
 */
export async function installPeer(name, processes) {
  const releases = await readReleases(name);
  const release = releases.find(({ node }) => isAtLeast(process.versions.node, node));
  if (release === undefined) {
    const [newest] = releases;
    const wanted =
      newest === undefined
        ? ""
        : Object.entries(newest.packages)
            .map((each) => each.join(" "))
            .join(", ");
    return { name, reason: `${wanted} needs Node ${releases.at(-1)?.node} or newer; this is ${process.version}` };
  }
  const [version = ""] = Object.values(release.packages);
  const folder = join(ROOT, ".build", "bench-peers", `${name}-${version}`);
  try {
    if (!existsSync(join(folder, "node_modules", ".package-lock.json"))) await install(folder, release, processes);
  } catch (error) {
    return { name, reason: `it could not be installed: ${error instanceof Error ? error.message : String(error)}` };
  }
  return { name, version, folder, ...(release.about !== undefined && { about: release.about }) };
}

/** @param {string} name */
async function readReleases(name) {
  const text = await readFile(join(import.meta.dirname, "../peers.json"), "utf8");
  const { peers } = /** @type {{ peers: Record<string, Release[]> }} */ (JSON.parse(text)); // a file of ours
  const releases = peers[name];
  if (releases === undefined) throw new Error(`peers.json has no ${name}`);
  return releases;
}

/** @param {string} folder @param {Release} release @param {import("../processes.mjs").Processes} processes */
async function install(folder, { packages }, processes) {
  process.stderr.write(`Installing ${Object.keys(packages).join(", ")} in ${folder} …\n`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: packages }));
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await processes.read("npm", args, 300_000, folder);
}

/** @param {string} version @param {string} least */
function isAtLeast(version, least) {
  const [own, other] = [version.split(".").map(Number), least.split(".").map(Number)];
  const differs = other.findIndex((part, at) => part !== own[at]);
  return differs < 0 || (own[differs] ?? 0) > (other[differs] ?? 0);
}
