/** Why a check stays that is the only one to notice no mutant, by its id. */
export const WHY_CHECKS_STAY: ReadonlyMap<string, string> = new Map([
  [
    "C002",
    "an undocumented status is most often also a wrong effect, which the checks of the state tell; this one names it",
  ],
  ["C006", "a field too much is different from the model, too (C208); this one needs no model, and only warns"],
  ["C103", "what lacks a required body breaks a schema, too; this one also leaves out parameters and headers"],
  [
    "C105",
    "a value at the edge that is refused may come among the valid ones of C101, too; this one always sends the edges themselves",
  ],
  [
    "C207",
    "an unknown parent is C108's, too; this one knows that the child is there, and judges the tenant in every answer",
  ],
  [
    "C210",
    "what reads change shows when the same is read twice, too; this one looks at all that is there before and after",
  ],
  ["C403", "a valid request that is refused is C101's, too; this one knows that it was for the credential"],
  ["C104", "a request with an unknown field is a valid one, too (C101, C208); this one says which field was too much"],
  ["C205", "the model shows it, too (C208); this one needs no model"],
  [
    "C306",
    "a row that differs is most often noticed in what was written before; this one is safe on real data, where nothing is written",
  ],
  ["C901", "judges the run, not the server: nothing that was not tested counts as passed"],
  ["C902", "judges the run: filters and known gaps that match nothing"],
  ["C903", "judges the run: a credential or an id that was wrong from the start"],
  ["C904", "judges the run: what it left behind"],
  ["C905", "judges the run's own outputs"],
  ["C906", "judges the run: comparisons that compared nothing"],
]);
