import { expectRefusal } from "../cases/invalid-cases.js";
import { withBody, withParameter } from "../cases/write-value.js";
import type { Case } from "../case.js";
import type { Check } from "../check.js";
import { eachOperation } from "../each-operation.js";
import { judgeRefused } from "../judge-refused.js";

/** A request without what is required is refused. */
export const c103: Check = {
  id: "C103",
  title: "A request without a required part is refused",
  about:
    "Leaves out one required parameter of query, header or cookie at a time, and the body, where the document or one of its rules asks " +
    "for it. Fields that a body lacks are C102's, credentials C401's; a path without its parameter would be another path.",
  active: {
    phase: "refusal",
    run: (run) =>
      eachOperation(run, async (operation, name) => {
        if (
          !operation.requestBody &&
          operation.parameters.every(({ location, required }) => location === "path" || !required)
        ) {
          return "it requires nothing that could be left out";
        }
        const base = await run.prepare(operation);
        const wanted = listWithout(base)
          .map((without) => expectRefusal(run.contract, without))
          .filter(({ expectation }) => expectation === "refused");
        for (const each of wanted) run.judged(name, judgeRefused("C103", run.contract, await run.send(each)));
        return wanted.length === 0 ? "it requires nothing that could be left out" : undefined;
      }),
  },
};

function listWithout(base: Case): Case[] {
  const { parameters, requestBody } = base.operation;
  const required = parameters.filter((parameter) => parameter.required && parameter.location !== "path");
  return [
    ...required.map((parameter) => ({
      ...withParameter(base, parameter, undefined),
      about: `${parameter.location} ${parameter.name} is missing`,
    })),
    ...(requestBody ? [{ ...withBody(base, undefined), about: "the body is missing" }] : []),
  ];
}
