import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { SwitchDefinition } from "../emulator/api-definition.js";
import { isTitle, listTestTitles } from "../testing/list-test-titles.js";
import { fassport } from "./fassport.js";
import { supervity } from "./supervity.js";
import { versori } from "./versori.js";

/** The rules that the project promises, whatever the documents say, and how many anomalies it knows. */
const PROMISED = [
  {
    definition: fassport,
    anomalies: { prefix: "F", count: 10 },
    rules: `F-AUTH-1 F-AUTH-2 F-AUTH-3 F-404-1 F-404-2 F-LIST-1 F-LIST-2 F-CREATE-1 F-CREATE-2 F-CREATE-3 F-UPD-1
      F-STAT-1 F-STAT-2 F-STAT-3 F-ARCH-1 F-DEL-1 F-TEST-1 F-UPDAT F-SLASH F-CFG F-UNDEF F-BODY F-FIELDS`,
  },
  {
    definition: supervity,
    anomalies: { prefix: "S", count: 10 },
    rules: `S-AUTH-1 S-AUTH-2 S-AUTH-3 S-ORG-1 S-ORG-2 S-BODY S-UNDEF S-ME-1 S-ME-2 S-ME-3 S-ME-4 S-ME-5
      S-PATCH-1 S-PATCH-2 S-PATCH-3 S-PATCH-4 S-PATCH-5 S-PATCH-6 S-PATCH-7 S-DEL-1 S-DEL-2 S-DEL-3 S-DEL-4 S-DEL-5
      S-DEL-6 S-RATE S-500`,
  },
  {
    definition: versori,
    anomalies: { prefix: "V", count: 12 },
    rules: `V-AUTH-1 V-AUTH-2 V-UID-1 V-ORDER V-UID-2 V-INT-1 V-INT-2 V-CON-1 V-CON-2 V-CON-3 V-CON-4 V-CON-5 V-CON-6
      V-CON-7 V-VAR-1 V-VAR-2 V-ACT-1 V-ACT-2 V-ACT-3 V-VARS-PUT V-RED V-PAGE V-JSON V-UNDEF V-CODE V-TIME V-SCOPE
      V-AUTH-3 V-HEALTH V-HUB-1 V-HUB-2 V-HUB-3 V-USER-1 V-USER-2 V-USER-3 V-SEARCH V-CNX-1 V-CNX-2 V-CNX-3 V-INT-3
      V-INT-4 V-TMPL-1 V-META-1 V-DEPLOY V-VARS-USER V-EMB-1 V-OAUTH-1 V-OAUTH-2 V-OAUTH-3`,
  },
].map((promise) => ({ ...promise, api: promise.definition.name, rules: promise.rules.split(/\s+/) }));

interface StandinPart {
  readonly rules: Readonly<Record<string, { readonly evidence: string; readonly untested?: string }>>;
  readonly anomalies: readonly {
    readonly id: string;
    readonly proof: { readonly source?: object; readonly published?: string; readonly test?: string };
  }[];
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const titles = listTestTitles(ROOT);

describe.each(PROMISED)("$api", ({ api, rules, definition, anomalies }) => {
  const standin = readStandin(api);
  const documented = [...new Set(Object.keys(standin.rules).map(toRuleId))];

  test("the document's rules are those that the project promises", () => {
    expect(documented.toSorted()).toEqual(rules.toSorted());
  });

  test("each rule is named by a test, or the document says why it has none", () => {
    const unexcused = documented.filter((rule) => (standin.rules[rule]?.untested ?? "") === "");
    expect(unexcused.filter((rule) => !titles.some((title) => mentions(title, rule)))).toEqual([]);
  });

  test("a rule that has a test is not excused from one", () => {
    const excused = Object.entries(standin.rules).filter(([, { untested }]) => untested !== undefined);
    expect(excused.filter(([rule]) => titles.some((title) => mentions(title, rule)))).toEqual([]);
  });

  test("each value of each switch is named by a test", () => {
    const values = Object.entries<SwitchDefinition>(definition.switches).flatMap(([name, choice]) =>
      choice.values.map((value) => `${name}=${value}`),
    );
    expect(values.filter((value) => !titles.some((title) => mentions(title, value)))).toEqual([]);
  });

  test("each switch belongs to a rule of the document", () => {
    const unknown = Object.values<SwitchDefinition>(definition.switches).filter(
      ({ rule }) => !documented.includes(toRuleId(rule)),
    );
    expect(unknown).toEqual([]);
  });

  test("the document lists every anomaly, each with a proof", () => {
    const expected = Array.from({ length: anomalies.count }, (_, index) => `${anomalies.prefix}-ANOMALY-${index + 1}`);
    expect(standin.anomalies.map(({ id }) => id)).toEqual(expected);
    expect(standin.anomalies.filter(({ proof }) => Object.keys(proof).length === 0)).toEqual([]);
  });

  test("each test that proves an anomaly exists under exactly that title", () => {
    const named = standin.anomalies.flatMap(({ proof }) => proof.test ?? []);
    expect(named.filter((name) => !titles.some((title) => isTitle(title, name)))).toEqual([]);
  });
});

function readStandin(api: string): StandinPart {
  const text = readFileSync(`${ROOT}openapi/${api}.yaml`, "utf8");
  // Our own document; where it is not so, the tests fail.
  return (parse(text) as { "x-standin": StandinPart })["x-standin"];
}

/** `F-LIST-1.order` is an aspect of the rule `F-LIST-1`. */
function toRuleId(id: string): string {
  return id.replace(/\..*$/, "");
}

/** Whether a title has a word, not merely as a part of a longer one: `F-404-1.unknown` has F-404-1, `F-404-12` has not. */
function mentions(title: string, word: string): boolean {
  return new RegExp(String.raw`(?<![\w-])${word.replaceAll(".", String.raw`\.`)}(?![\w-])`).test(title);
}
