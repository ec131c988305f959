import type { JsonObject } from "../../openapi/json.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import type { RunResult } from "../report/create-report.js";
import { learnAcceptance } from "./learn-acceptance.js";
import { learnField } from "./learn-field.js";
import { learnSchema } from "./learn-schema.js";
import { learnStatus } from "./learn-status.js";
import { createOverlay, type OverlayAction } from "./overlay.js";

/** A finding with the exchange that shows it, and the document that it differs from. */
export interface Lesson {
  readonly source: JsonObject;
  readonly finding: Finding;
  readonly exchange: Exchange;
}

/** What a lesson changes in the document; nothing where it teaches no such thing. */
export type Learn = (lesson: Lesson) => readonly OverlayAction[];

const LEARNERS: readonly Learn[] = [learnStatus, learnAcceptance, learnSchema, learnField];

/** What was learned of a target: the overlay, and the findings of which nothing could be made. */
export interface Learned {
  readonly overlay: JsonObject;
  readonly unused: readonly Finding[];
}

/**
 * Turns findings that rest on weak evidence into an Overlay document, with which the stand-in answers as the target was
 * seen to. Each change has the evidence `observed`.
 */
export function learn(run: RunResult, findings: readonly Finding[]): Learned {
  const { contract, target, exchanges, startedAt } = run;
  const { source, title } = contract.document;
  const lessons = findings.map((finding) => {
    const exchange = exchanges[(finding.exchanges.at(-1) ?? 0) - 1];
    return { finding, actions: exchange ? LEARNERS.flatMap((by) => by({ source, finding, exchange })) : [] };
  });
  const actions = new Map(
    lessons.flatMap((lesson) => lesson.actions).map((action) => [JSON.stringify(action), action]),
  );
  const day = new Date(startedAt).toISOString().slice(0, 10);
  return {
    overlay: createOverlay(`${title}, as ${target.name} was seen to answer`, day, [...actions.values()]),
    unused: lessons.filter((lesson) => lesson.actions.length === 0).map(({ finding }) => finding),
  };
}
