import { listFormats } from "../contract/report/list-formats.js";
import { nameNearest } from "../emulator/find-nearest.js";
import { toText, UnfitValue, type Option } from "./option.js";

/** The options of `standin verify` that say what is made of a run. */
export const verifyReportOptions = {
  reporter: {
    about: `how to tell a run, one or more of: ${listFormats()
      .map(({ name }) => name)
      .join(", ")}`,
    takes: "NAME[,NAME]",
    fallback: "console",
    inConfig: true,
    parse: toReporters,
  },
  output: {
    about: "the folder for reports that are files, and for a file to replay each finding",
    takes: "DIR",
    fallback: ".standin/verify",
    inConfig: true,
    isPath: () => true,
    parse: toText,
  },
  learn: {
    about: "write what differs from weak evidence as an overlay, by which `standin serve --overlay` answers",
    takes: "FILE",
    isPath: () => true,
    parse: toText,
  },
  record: {
    about: "note what was proved of the target, for `standin evidence --record`",
    takes: "FILE",
    inConfig: true,
    isPath: () => true,
    parse: toText,
  },
  knownGaps: {
    about: "findings that are known and fail no run until a day: a list of check, operation, reason, expires",
    takes: "FILE",
    inConfig: true,
    isPath: () => true,
    parse: toText,
  },
  replay: {
    about: "see a finding again: still failing, mended or changed",
    takes: "FILE",
    isPath: () => true,
    parse: toText,
  },
} as const satisfies Record<string, Option>;

function toReporters(text: string): readonly string[] {
  const known = listFormats().map(({ name }) => name);
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return [...new Set(names)];
  throw new UnfitValue(`names of reporters with commas between them; ${nameNearest(unknown, known)}`);
}
