import type { Control } from "./control.js";
import type { SessionClock } from "./standin.js";

/** The clock of the session about which the control API is called. */
export function createSessionClock(control: Control): SessionClock {
  const call = async (method: string, path: string, body?: object) => {
    const { now: told } = await control(method, path, body);
    return new Date(told as string); // The control API holds its answers to its document.
  };
  const now = () => call("GET", "/clock");
  return {
    now,
    freeze: async (at) => call("PUT", "/clock", { frozenAt: new Date(at ?? (await now())).toISOString() }),
    advance: (by) => call("POST", "/clock/advance", typeof by === "number" ? { milliseconds: by } : { duration: by }),
    run: () => call("PUT", "/clock", { running: true }),
  };
}
