/** What one check of a set-up found. */
export interface Finding {
  /** What was looked at: `node`, `config`, `port`, `control`, `clock`, `state`. */
  readonly check: string;
  /** `note`: nothing is wrong, but somebody may wonder. */
  readonly level: "ok" | "note" | "wrong";
  readonly message: string;
}
