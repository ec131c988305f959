import { listBoundaryCases } from "../cases/boundary-cases.js";
import { toSeed } from "../cases/to-seed.js";
import type { Check } from "../check.js";
import { eachOperation, orReason } from "../each-operation.js";
import { judgeAccepted } from "../judge-accepted.js";
import { varied } from "../varied.js";

/** How many values at the edge are sent of an operation. */
const MOST = 24;

/** What is just still allowed is accepted. */
export const c105: Check = {
  id: "C105",
  title: "Values at the edge of what is allowed are accepted",
  about:
    "Sends valid requests in which one value is at the edge: shortest and longest, least and greatest, other scripts, characters " +
    "that mean something elsewhere, every value of an enumeration, null where it is allowed, the empty list, the documented " +
    "default. Each is proved valid by the document before it is sent. Values that name records are left as they are.",
  active: {
    phase: "state",
    run: (run) =>
      eachOperation(run, async (operation, name) => {
        const { kind } = run.effectOf(operation);
        if (kind === "spends" || kind === "deletes") return "what it does can't be done again and again";
        const base = await run.prepare(operation);
        // Elsewhere the run's marker stays in what it makes.
        if (kind === "creates" && !run.isLoopback) return "what it makes would not carry the run's marker";
        const seed = toSeed(run.seed, "C105", name);
        let sent = 0;
        for (const wanted of varied(
          listBoundaryCases(run.contract, base),
          ({ about }) => about.replace(/ is .*$/, ""),
          seed,
        )) {
          if (sent >= MOST) break;
          sent += 1;
          const reason = await orReason(async () => {
            run.judged(name, judgeAccepted("C105", await run.send(wanted)));
            return undefined;
          });
          if (reason !== undefined) return reason;
        }
        return sent === 0 ? "it has no value of which the document says where its edges are" : undefined;
      }),
  },
};
