import type { JournalEntry } from "./journal.js";
import { createRecentHeaders } from "./recent-headers.js";
import { createRecents, isSameList } from "./recents.js";

/** By what a journal's entries share what is the same in many: each gives what came lately in the place of what equals it. */
export interface Sharing {
  readonly url: Share<JournalEntry["request"]["url"]>;
  readonly sentHeaders: Share<JournalEntry["request"]["headers"]>;
  /** Of which the request's id may be another one. */
  readonly givenHeaders: Share<JournalEntry["reply"]["headers"]>;
  readonly rules: Share<JournalEntry["rules"]>;
}

type Share<Kind> = (given: Kind) => Kind;

/** The header of a reply that has its request's id. */
export const ID_HEADER = "x-standin-request-id";

/** Nothing is shared yet. */
export function createSharing(): Sharing {
  return {
    url: createRecents(same, (url, known) => url === known),
    sentHeaders: createRecentHeaders(same),
    givenHeaders: createRecentHeaders(same, ID_HEADER),
    rules: createRecents(same, isSameList),
  };
}

function same<Kind>(given: Kind): Kind {
  return given;
}
