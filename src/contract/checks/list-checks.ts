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
import { c101 } from "./c101-valid-accepted.js";
import { c102 } from "./c102-invalid-refused.js";
import { c103 } from "./c103-missing-refused.js";
import { c104 } from "./c104-unknown-fields.js";
import { c105 } from "./c105-boundary-values.js";
import { c106 } from "./c106-undocumented-methods.js";
import { c107 } from "./c107-unreadable-body.js";
import { c108 } from "./c108-unknown-ids.js";
import { c109 } from "./c109-refused-without-effect.js";
import { c201 } from "./c201-read-your-write.js";
import { c202 } from "./c202-listed.js";
import { c203 } from "./c203-changes-what-was-sent.js";
import { c204 } from "./c204-gone.js";
import { c205 } from "./c205-idempotent.js";
import { c206 } from "./c206-conflict.js";
import { c207 } from "./c207-parents.js";
import { c208 } from "./c208-model.js";
import { c210 } from "./c210-safe-methods.js";
import { c301 } from "./c301-same-read.js";
import { c302 } from "./c302-pages.js";
import { c303 } from "./c303-filters.js";
import { c306 } from "./c306-row-equals-item.js";
import { c401 } from "./c401-no-credential.js";
import { c402 } from "./c402-lesser-principal.js";
import { c403 } from "./c403-valid-credential.js";

/** All checks of messages, reads, writes and authority, by their ids in order. */
export function listChecks(): readonly Check[] {
  return [
    c001,
    c002,
    c003,
    c004,
    c005,
    c006,
    c007,
    c008,
    c009,
    c101,
    c102,
    c103,
    c104,
    c105,
    c106,
    c107,
    c108,
    c109,
    c201,
    c202,
    c203,
    c204,
    c205,
    c206,
    c207,
    c208,
    c210,
    c301,
    c302,
    c303,
    c306,
    c401,
    c402,
    c403,
  ];
}
