import type { Check } from "../check.js";
import { c001 } from "./c001-server-errors.js";
import { c002 } from "./c002-documented-status.js";
import { c003 } from "./c003-media-type.js";
import { c004 } from "./c004-body-schema.js";
import { c005 } from "./c005-required-headers.js";
import { c006 } from "./c006-undocumented-fields.js";
import { c007 } from "./c007-bytes.js";
import { c008 } from "./c008-error-shape.js";
import { c009 } from "./c009-leaks-of-errors.js";
import { c403 } from "./c403-valid-credential.js";

/** All checks of messages, reads, writes and authority, by their ids in order. */
export function listChecks(): readonly Check[] {
  return [c001, c002, c003, c004, c005, c006, c007, c008, c009, c403];
}
