import type { BehaviourReply, OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import type { Session } from "../emulator/session.js";
import type { ClockSetting } from "../world/controlled-clock.js";
import { succeed } from "./control-reply.js";
import { parseDuration } from "./duration.js";

/** The time of a session. */
export function defineClock() {
  return {
    getClock: ({ session }) => describe(session),
    setClock: (call) => setClock(call),
    advanceClock: (call) => advanceClock(call),
  } satisfies Record<string, OutsideBehaviour>;
}

function describe({ clock }: Session): BehaviourReply {
  const { setting } = clock;
  return succeed({
    now: new Date(clock.now()).toISOString(),
    frozen: clock.frozen,
    ...("offset" in setting && { offsetMilliseconds: setting.offset }),
  });
}

/** The body of `setClock`. */
type ClockBody = { readonly frozenAt: string } | { readonly offsetMilliseconds: number } | { readonly running: true };

function setClock({ session, body }: OutsideCall): BehaviourReply {
  const wanted = body as unknown as ClockBody; // The document asks for this form.
  const { field, setting } = readSetting(wanted);
  setWithin(session, setting, field);
  return describe(session);
}

function readSetting(wanted: ClockBody): { readonly field: string; readonly setting: ClockSetting } {
  if ("frozenAt" in wanted) return { field: "frozenAt", setting: { frozenAt: Date.parse(wanted.frozenAt) } };
  if ("running" in wanted) return { field: "running", setting: { offset: 0 } };
  return { field: "offsetMilliseconds", setting: { offset: wanted.offsetMilliseconds } };
}

/** The body of `advanceClock`. */
type Advance = { readonly milliseconds: number } | { readonly duration: string };

function advanceClock({ session, body }: OutsideCall): BehaviourReply {
  const wanted = body as unknown as Advance; // The document asks for this form.
  const isDuration = "duration" in wanted;
  const milliseconds = isDuration ? readDuration(wanted.duration) : wanted.milliseconds;
  const { setting } = session.clock;
  const next =
    "frozenAt" in setting ? { frozenAt: setting.frozenAt + milliseconds } : { offset: setting.offset + milliseconds };
  setWithin(session, next, isDuration ? "duration" : "milliseconds");
  return describe(session);
}

function readDuration(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds !== undefined) return milliseconds;
  return refuse("duration", "must be an ISO 8601 duration of weeks, days, hours, minutes and seconds, such as PT1H30M");
}

/** The last instant that RFC 3339 can tell. */
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

function setWithin({ clock }: Session, next: ClockSetting, field: string): void {
  const before = clock.setting;
  clock.set(next);
  const now = clock.now();
  if (now >= 0 && now <= LATEST) return;
  clock.set(before);
  refuse(field, "must leave the clock between 1970 and the end of 9999");
}

function refuse(field: string, message: string): never {
  throw new Problem("invalid-request", { message: `${field} ${message}.`, fields: [{ field, message }] });
}
