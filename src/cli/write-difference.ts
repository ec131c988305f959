import type { Replayed } from "../control/replay-recording.js";

/** How much of a long text is shown around the place where two part. */
const SHOWN = 200;

/** Shows the first exchange that came out otherwise: what was asked, and in which points the answer is another. */
export function writeDifference({ exchange, differences }: NonNullable<Replayed["first"]>): string {
  const { id, session, operation, request } = exchange;
  const where = session === undefined ? "" : ` in the session ${session}`;
  return [
    `${id} (${operation ?? "no operation"})${where} came out otherwise`,
    `  asked     ${request.method} ${request.url}`,
    ...(request.body === undefined ? [] : [`            ${shorten(request.body, 0)}`]),
    ...differences.flatMap(({ point, recorded, came }) => {
      const from = Math.max(0, findParting(recorded ?? "", came ?? "") - SHOWN / 2);
      return [
        `  ${point}`,
        `    recorded  ${recorded === null ? "nothing" : shorten(recorded, from)}`,
        `    came      ${came === null ? "nothing" : shorten(came, from)}`,
      ];
    }),
  ].join("\n");
}

/** Where two texts begin to differ. */
function findParting(one: string, other: string): number {
  let index = 0;
  while (index < one.length && one[index] === other[index]) index++;
  return index;
}

function shorten(text: string, from: number): string {
  const part = text.slice(from, from + SHOWN);
  return `${from > 0 ? "…" : ""}${part}${from + SHOWN < text.length ? "…" : ""}`;
}
