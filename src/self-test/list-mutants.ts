import type { Mutant } from "./mutant.js";
import { refusedCredential, skippedAuthentication } from "./mutants/authority.js";
import { wrongAct } from "./mutants/act.js";
import { wrongCreate } from "./mutants/create.js";
import { wrongDelete } from "./mutants/delete.js";
import { extraField } from "./mutants/extra-field.js";
import { unsafeRead, wrongList } from "./mutants/list.js";
import { refusedEffect } from "./mutants/refused-effect.js";
import { refusedValid, undocumentedMethod } from "./mutants/refused-request.js";
import { skippedScope } from "./mutants/scope.js";
import { misreadBody, skippedKeyword } from "./mutants/skipped-validation.js";
import { missedConflict, slowLeak } from "./mutants/slow.js";
import { unknownId } from "./mutants/unknown-id.js";
import { wrongUpdate } from "./mutants/update.js";
import { wrongBytes } from "./mutants/wrong-bytes.js";
import { tellingError, wrongShape } from "./mutants/wrong-error.js";
import { wrongField } from "./mutants/wrong-field.js";
import { missingHeader, wrongMediaType } from "./mutants/wrong-header.js";
import { wrongStatus } from "./mutants/wrong-status.js";
import { wrongNull, wrongType, wrongWord } from "./mutants/wrong-type.js";

/** Kinds of faults in what is kept, or in who may do what. */
const STATE_AND_AUTHORITY: readonly (readonly Mutant[])[] = [
  unknownId,
  refusedEffect,
  skippedAuthentication,
  refusedCredential,
  skippedScope,
  wrongCreate,
  wrongUpdate,
  wrongAct,
  wrongDelete,
  wrongList,
  unsafeRead,
  slowLeak,
  missedConflict,
];

/** Kinds of faults in messages and their reading. */
const MESSAGES: readonly (readonly Mutant[])[] = [
  wrongStatus,
  wrongField,
  wrongType,
  wrongNull,
  wrongWord,
  extraField,
  missingHeader,
  wrongMediaType,
  wrongShape,
  tellingError,
  wrongBytes,
  skippedKeyword,
  misreadBody,
  refusedValid,
  undocumentedMethod,
];

/** Whether a mutant's fault is in what is kept, or in who may do what. */
export function isOfState({ id }: Mutant): boolean {
  return STATE_AND_AUTHORITY.flat().some((mutant) => mutant.id === id);
}

/** All mutants, kind by kind. */
export function listMutants(): Mutant[] {
  return [...MESSAGES, ...STATE_AND_AUTHORITY].flat();
}
