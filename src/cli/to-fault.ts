import type { FaultSpec } from "../emulator/fault.js";
import { UnfitValue } from "./option.js";

const FAULT = /^([\w-]+\.[\w-]+):([45]\d\d):([1-9]\d{0,8})(:after)?$/;

/** Reads `API.OPERATION:STATUS:TIMES[:after]`: the status that the operation's first so many requests get. */
export function toFault(text: string): FaultSpec {
  const [, operation, status, times, after] = FAULT.exec(text) ?? [];
  if (operation === undefined) {
    throw new UnfitValue("of the form API.OPERATION:STATUS:TIMES[:after], such as fassport.createIntegration:503:2");
  }
  return {
    operation,
    effect: { kind: "status", status: Number(status) },
    which: { kind: "first", count: Number(times) },
    point: after === undefined ? "before" : "after",
  };
}
