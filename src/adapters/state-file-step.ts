/** What has just been done to the files; a crash test stops the process there. */
export type StateFileStep =
  | "lock written"
  | "succession claimed"
  | "lock taken"
  | "leftovers removed"
  | "state read"
  | "copy kept"
  | "text begun"
  | "text written"
  | "text synced"
  | "backup linked"
  | "backup replaced"
  | "state replaced"
  | "folder synced"
  | "lock released";

/** Is told each step. */
export type OnStep = (step: StateFileStep) => void;
