const stepsOfStart = [
  "lock written",
  "succession claimed",
  "lock taken",
  "leftovers removed",
  "state read",
  "copy kept",
] as const;

/** What is done to the journal as it grows. */
const stepsOfJournal = ["journal written", "journal synced"] as const;

/** What writing the whole does. */
const stepsOfCheckpoint = [
  "text begun",
  "text written",
  "text synced",
  "snapshot written",
  "backup linked",
  "backup replaced",
  "state replaced",
  "folder synced",
  "snapshot placed",
  "journal copied",
  "journal renewed",
  "journal removed",
] as const;

/** What is done again and again. */
export const stepsOfWrite = [...stepsOfJournal, ...stepsOfCheckpoint] as const;

/** What is done to the files; a crash test stops the process after each. */
export const stateFileSteps = [...stepsOfStart, ...stepsOfWrite, "lock released"] as const;

/** A step that has just been done. */
export type StateFileStep = (typeof stateFileSteps)[number];

/** Is told each step. */
export type OnStep = (step: StateFileStep) => void;
