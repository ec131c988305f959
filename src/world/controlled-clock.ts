import type { Clock } from "./clock.js";

/** A clock that can be stopped, set and moved. */
export interface ControlledClock extends Clock {
  /** How it stands to the clock that it follows. */
  readonly setting: ClockSetting;
  /** Puts it as another stood. */
  set(setting: ClockSetting): void;
  /** Moves it by milliseconds, forward or (negative) back, whether it runs or not. */
  advance(milliseconds: number): void;
  /** One reading of it: a clock that always tells this instant, frozen only if this one is. */
  read(): Clock;
}

/** Either stopped at an instant, or away from the clock that it follows by an offset; both in milliseconds. */
export type ClockSetting = { readonly frozenAt: number } | { readonly offset: number };

/** Makes a clock that follows another, as it stands unless a setting says otherwise. */
export function createControlledClock(followed: Clock, start: ClockSetting = { offset: 0 }): ControlledClock {
  let setting = start;
  const now = () => ("frozenAt" in setting ? setting.frozenAt : followed.now() + setting.offset);
  const isFrozen = () => "frozenAt" in setting || followed.frozen;
  return {
    now,
    get frozen() {
      return isFrozen();
    },
    get setting() {
      return setting;
    },
    set(next) {
      setting = next;
    },
    advance(milliseconds) {
      setting =
        "frozenAt" in setting
          ? { frozenAt: setting.frozenAt + milliseconds }
          : { offset: setting.offset + milliseconds };
    },
    read() {
      const instant = now();
      return { now: () => instant, frozen: isFrozen() };
    },
  };
}
