import type { ArmedFault } from "../emulator/fault.js";
import type { Control } from "./control.js";
import type { Operations } from "./operations.js";
import type { SessionFaults } from "./standin.js";

/** The faults of the session about which the control API is called. */
export function createSessionFaults(control: Control, operations: Operations): SessionFaults {
  const call = async (method: string, path: string, body?: object) => {
    const { faults } = await control(method, path, body);
    return faults as unknown as readonly ArmedFault[]; // The control API holds its answers to its document.
  };
  return {
    async arm(fault) {
      const faults = await call("POST", "/faults", { ...fault, operation: operations.resolve(fault.operation) });
      const armed = faults.at(-1);
      if (armed) return armed;
      throw new Error(`The stand-in did not arm ${JSON.stringify(fault)}.`);
    },
    list: () => call("GET", "/faults"),
    async disarm(id) {
      await call("DELETE", id === undefined ? "/faults" : `/faults?id=${encodeURIComponent(id)}`);
    },
  };
}
