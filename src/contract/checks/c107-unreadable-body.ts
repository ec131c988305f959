import { joinPointer } from "../../openapi/reference.js";
import { isJsonMediaType } from "../../openapi/media-type.js";
import { listUnreadable, type UnreadableCase } from "../cases/unreadable-cases.js";
import { toSeed } from "../cases/to-seed.js";
import type { Check } from "../check.js";
import { eachOperation } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { isAccepted } from "../judge-refused.js";
import { toFinding } from "../noticed.js";
import { getOperationPointer } from "../said-of-response.js";
import { weakest } from "../statement.js";

/** A body that is not what it says it is, or of a kind that is not taken, is refused. */
export const c107: Check = {
  id: "C107",
  title: "A body that can't be read is refused",
  about:
    "Sends the body of a valid request under a media type that the document does not have, and JSON that is none: cut off, with a comma " +
    "too many, with single quotes, followed by something, not UTF-8. Each must be answered with 4xx, for whoever guesses at a body " +
    "stores what nobody sent. Very deep nesting may be taken or refused, but must not make the server fail (C001).",
  restsOnHttp: true,
  active: {
    phase: "refusal",
    run: (run) =>
      eachOperation(run, async (operation, name) => {
        if (!operation.requestBody) return "it takes no body";
        const base = await run.prepare(operation);
        const wanted = listUnreadable(base, toSeed(run.seed, "C107", name));
        for (const each of wanted) {
          const exchange = await run.send(each.wanted);
          if (each.wanted.expectation === "refused") run.judged(name, judge(exchange, each));
        }
        return wanted.length === 0 ? "there is no body to begin with" : undefined;
      }),
  },
};

function judge(exchange: Exchange, { kind }: UnreadableCase): Finding[] {
  const { operation, about } = exchange.case;
  if (!isAccepted(exchange)) return [];
  const documented = [...(operation.requestBody?.content.keys() ?? [])];
  // That malformed JSON is no JSON needs no document; which media types are taken, only the document says.
  const evidence = weakest(["published", kind === "media-type" ? operation.requestBody?.evidence : undefined]);
  return [
    toFinding("C107", exchange, {
      message: `${about}, and was accepted with ${exchange.response?.status ?? "nothing"}.`,
      received: exchange.response?.status ?? null,
      documented: kind === "media-type" ? documented : documented.filter(isJsonMediaType),
      statement: { pointer: joinPointer(getOperationPointer(operation), "requestBody"), evidence, rule: undefined },
      why: "The server guessed at what it could not read, and so may do what nobody asked for.",
    }),
  ];
}
