/** @typedef {import("rolldown").Plugin} Plugin */

/**
 * Makes a group of all modules that the same starts need, so that they are packed into one chunk: a file to be found and read
 * takes a start longer than what it holds. A start needs what its modules reach by imports that are not dynamic; which those
 * are is seen while the modules are packed. A module that no start needs is in no group. What portable modules may come to
 * need shares no chunk with anything else, as that may import what only Node has.
 * @param {Readonly<Record<string, readonly string[]>>} starts Modules by the name of their start.
 * @param {readonly string[]} portable
 */
export function groupByStarts(starts, portable) {
  /** @type {Map<string, string[]>} Names of the starts that need a module. */
  const needing = new Map();
  /** @type {Plugin} */
  const plugin = {
    name: "group-by-starts",
    buildEnd() {
      for (const [start, modules] of Object.entries(starts)) {
        for (const id of listReached(modules, (each) => this.getModuleInfo(each)?.importedIds)) {
          needing.set(id, [...(needing.get(id) ?? []), start]);
        }
      }
      const listAll = (/** @type {string} */ each) => {
        const info = this.getModuleInfo(each);
        return info && [...info.importedIds, ...info.dynamicallyImportedIds];
      };
      for (const id of listReached(portable, listAll)) needing.set(id, [...(needing.get(id) ?? []), "portable"]);
    },
  };
  const toName = (/** @type {string} */ id) => {
    const names = needing.get(id)?.join("-");
    // What nobody needs at a start is loaded piece by piece.
    return names === undefined || names === "portable" ? null : names;
  };
  const group = { debugName: "starts", name: toName };
  return { plugin, group };
}

/** @param {readonly string[]} modules @param {(id: string) => readonly string[] | null | undefined} listImported Of a package that is not packed nothing. */
function listReached(modules, listImported) {
  const reached = new Set(modules);
  // A Set's iteration reaches what is added meanwhile.
  for (const id of reached) for (const each of listImported(id) ?? []) if (listImported(each)) reached.add(each);
  return reached;
}
