const stepsOfStart = [
  "lock written",
  "succession claimed",
  "lock taken",
  "leftovers removed",
  "state read",
  "copy kept",
] as const;

/** What each write does. */
export const stepsOfWrite = [
  "text begun",
  "text written",
  "text synced",
  "backup linked",
  "backup replaced",
  "state replaced",
  "folder synced",
] as const;

/** What is done to the files, one after the other; a crash test stops the process after each. */
export const stateFileSteps = [...stepsOfStart, ...stepsOfWrite, "lock released"] as const;

/** A step that has just been done. */
export type StateFileStep = (typeof stateFileSteps)[number];

/** Is told each step. */
export type OnStep = (step: StateFileStep) => void;
