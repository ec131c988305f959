import type { BehaviourReply, OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import { listBasePaths } from "../emulator/served-api.js";
import type { Emulator } from "../emulator/emulator.js";
import { Problem } from "../emulator/problem.js";
import { CONTROL_RULES, succeed } from "./control-reply.js";

/** What the stand-in tells of itself: how it is, what it serves, and what is known of that. */
export function defineAbout(emulator: Emulator) {
  return {
    getHealth: () => getHealth(emulator),
    getVersion: () => getVersion(emulator),
    listRoutes: () => listRoutes(emulator),
    getOpenapi: (call) => getOpenapi(emulator, call),
    listEvidence: () => listEvidence(emulator),
    listViolations: () => listViolations(emulator),
  } satisfies Record<string, OutsideBehaviour>;
}

function getHealth({ apis, defects }: Emulator): BehaviourReply {
  return succeed({ status: "ok", defects: defects.count, apis: apis.map(({ name }) => name) });
}

function getVersion({ apis, version }: Emulator): BehaviourReply {
  return succeed({ version, apis: Object.fromEntries(apis.map(({ name, document }) => [name, document.version])) });
}

function listRoutes({ apis }: Emulator): BehaviourReply {
  const routes = apis.flatMap((api) =>
    api.document.operations.map((operation) => ({
      operation: `${api.name}.${operation.id}`,
      method: operation.method,
      paths: listBasePaths(api, operation).map((basePath) => basePath + operation.pathTemplate),
      evidence: operation.evidence,
    })),
  );
  return succeed({ routes, basePaths: Object.fromEntries(listServedPaths(apis)) });
}

/** Of each API but the control API, which is not what a program comes for. */
function listServedPaths(apis: Emulator["apis"]): [name: string, basePaths: readonly string[]][] {
  const served = apis.filter(({ definition }) => !definition.outsideBehaviours);
  return served.map(({ name, basePaths }) => [name, basePaths]);
}

function listEvidence({ apis }: Emulator): BehaviourReply {
  const operations = apis.flatMap(({ name, document }) =>
    document.operations.map(({ id, evidence, responses }) => ({
      operation: `${name}.${id}`,
      evidence,
      responses: Object.fromEntries(responses.map((response) => [response.status, response.evidence])),
    })),
  );
  const rules = apis.flatMap(({ name, document }) =>
    Object.entries(document.rules).map(([rule, { evidence, about }]) => ({ api: name, rule, evidence, about })),
  );
  return succeed({ operations, rules });
}

function listViolations({ defects }: Emulator): BehaviourReply {
  return succeed({ count: defects.count, violations: defects.list() });
}

function getOpenapi({ apis }: Emulator, { params }: OutsideCall): BehaviourReply {
  const wanted = params.path["api"];
  const api = apis.find(({ name }) => name === wanted);
  if (api) return { status: 200, body: api.document.source, rules: CONTROL_RULES };
  const names = apis.map(({ name }) => name).join(", ");
  throw new Problem("not-found", { message: `There is no API ${JSON.stringify(wanted)}; there are: ${names}.` });
}
