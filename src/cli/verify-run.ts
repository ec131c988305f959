import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Credentials } from "../contract/credential.js";
import { openLedgerFile, type LedgerFile } from "../contract/safety/ledger-file.js";
import type { VerifyOptions } from "../contract/verify-options.js";
import type { Reporter } from "./create-reporter.js";
import { nameNearest } from "../emulator/find-nearest.js";
import { UsageError } from "./usage-error.js";
import { readGivenCredentials } from "./verify-credentials.js";
import type { VerifySettings } from "./verify-options.js";
import { issueDemoCredentials, type Subject } from "./verify-target.js";

/** A run that was asked for on the command line, ready to go. */
export interface PreparedRun {
  readonly subject: Subject;
  /** All but the ledger, which is opened when something is to be sent. */
  readonly options: VerifyOptions;
  /** Opens the ledger; `undefined` for a target of this process, which ends with it. */
  readonly openLedger: () => LedgerFile | undefined;
}

/** Makes a run of what was asked for. @throws UsageError that names what will not do. */
export async function prepareRun(subject: Subject, settings: VerifySettings, reporter: Reporter): Promise<PreparedRun> {
  const { contract, target, isBuiltIn } = subject;
  const { mode, level, interval, budget } = readLimits(settings);
  const credentials = await readCredentials(subject, settings, reporter);
  refuseUnknownIds(subject, settings);
  return {
    subject,
    options: {
      contract,
      target,
      twin: await chooseTwin(subject, settings),
      credentials,
      ...mode,
      ...level,
      ...interval,
      ...budget,
      seed: settings.seed.value,
      params: Object.fromEntries(settings.param.value),
      own: settings.own.value.map(([kind, id]) => [toCollection(subject, kind), id] as const),
      fixedPoints: isBuiltIn,
      allowHosts: settings.allowHost.value,
      only: settings.only.value,
      skip: settings.skip.value,
      headers: settings.header.value,
    },
    openLedger() {
      if (!settings.target) return undefined;
      const name = `${new Date().toISOString().replaceAll(/[:.]/g, "-")}-${randomBytes(3).toString("hex")}.jsonl`;
      return openLedgerFile(join(settings.ledger.value, name));
    },
  };
}

/** The built-in model has the demo's records and credentials, whatever the target has; another one has what the target has. */
async function chooseTwin(subject: Subject, { twin }: VerifySettings): Promise<VerifyOptions["twin"]> {
  if (twin) return { target: subject.twin };
  if (!subject.isBuiltIn) return undefined;
  return {
    target: subject.twin,
    credentials: await issueDemoCredentials(subject),
    params: {},
    own: [],
    fixedPoints: true,
  };
}

function readLimits({ mode, level, rate, budget }: VerifySettings) {
  return {
    mode: mode && { mode: mode.value },
    level: level && { level: level.value },
    interval: rate && { interval: rate.value },
    budget: budget && { budget: budget.value },
  };
}

/** What was given; on this machine, for a built-in API, else what its stand-in takes. */
async function readCredentials(subject: Subject, settings: VerifySettings, reporter: Reporter): Promise<Credentials> {
  const given = await readGivenCredentials(settings);
  const scheme = settings.authScheme && { scheme: readScheme(subject, settings.authScheme.value) };
  if (given.valid !== undefined || !subject.target.isLoopback) return { ...given, ...scheme };
  const { as, ...demo } = await issueDemoCredentials(subject);
  if (as !== undefined && settings.target) {
    const message = `no credential was given, so the demo fixture's are used (${subject.api.name}: ${as}); --token-env NAME gives another`;
    reporter.log({ level: "info", message, fields: { api: subject.api.name, principal: as } });
  }
  return { ...demo, ...given, ...scheme };
}

function readScheme({ contract }: Subject, wanted: string): string {
  const names = new Set(
    contract.document.operations.flatMap(({ security }) => security.flatMap((all) => all.map(({ name }) => name))),
  );
  if (names.has(wanted)) return wanted;
  throw new UsageError(`--auth-scheme can't be ${JSON.stringify(wanted)}: ${nameNearest(wanted, [...names])}`);
}

/** `supervity.account`, `account` and `accounts` all mean the collection `accounts`. */
function toCollection({ contract }: Subject, kind: string): string {
  const { name, collections } = contract.document;
  const bare = kind.startsWith(`${name}.`) ? kind.slice(name.length + 1) : kind;
  const names = Object.keys(collections);
  const found = names.find((each) => [each, each.replace(/s$/, ""), each.replace(/ies$/, "y")].includes(bare));
  // Of a document that declares no collection, the words of its paths name them.
  if (found !== undefined || names.length === 0) return found ?? bare;
  throw new UsageError(`--own can't be of the kind ${JSON.stringify(kind)}: ${nameNearest(bare, names)}`);
}

function refuseUnknownIds({ contract }: Subject, { only, skip }: VerifySettings): void {
  const { name, operations } = contract.document;
  const names = new Set(operations.flatMap(({ id }) => [id, `${name}.${id}`]));
  for (const id of [...only.value, ...skip.value]) {
    if (!/^C\d{3}$/.test(id) && !names.has(id)) {
      throw new UsageError(
        `there is no operation ${id}: ${nameNearest(
          id,
          operations.map((operation) => operation.id),
        )}`,
      );
    }
  }
}
