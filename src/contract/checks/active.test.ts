import { expect, test } from "vitest";
import { createShop, createShopContract, TOKENS, type ShopFault } from "../../testing/tiny-shop.js";
import { isJsonObject, parseJson, type Json, type JsonObject } from "../../openapi/json.js";
import { writeConsole } from "../report/write-console.js";
import { verify } from "../verify.js";
import type { VerifyOptions } from "../verify-options.js";

const contract = createShopContract();

function run(fault?: ShopFault, options: Partial<VerifyOptions> = {}) {
  // A shop that lies about what is gone is asked again after a while; here no time passes.
  const timing = { now: () => Date.now(), sleep: () => Promise.resolve() };
  return verify({ contract, target: createShop(contract, fault), credentials: TOKENS, timing, ...options });
}

test("a shop that keeps its contract raises nothing, and every check has something to judge", async () => {
  const report = await run();
  expect(report.findings.map(({ check, operation, message }) => `${check} ${operation} ${message}`)).toEqual([]);
  expect(report.outcomes, writeConsole(report)).toEqual(["conforms"]);
  expect(report.findings).toEqual([]);
  // Those of the run itself have to do with what a user asked of it.
  const idle = report.checks.filter(({ id, judged }) => judged === 0 && !id.startsWith("C9"));
  // A shop has no conflict, no pets below other pets, and there is no model of it.
  expect(idle.map(({ id, notRun }) => [id, notRun])).toEqual([
    ["C206", "no conflict is documented"],
    ["C207", expect.any(String)],
    ["C208", expect.stringContaining("--twin")],
  ]);
});

/** A shop whose update leaves as it was what was not sent. */
const MERGES: ShopFault = ({ method, path }, answer, pets) => {
  const id = path.split("/")[2] ?? "";
  const before = pets.get(id);
  const right = answer();
  if (method !== "PUT" || right.status !== 200 || !isJsonObject(right.body)) return right;
  const merged = { ...before, ...right.body };
  pets.set(id, merged);
  return { ...right, body: merged };
};

test("a shop whose PUT keeps what was not sent raises nothing either, as HTTP leaves that open", async () => {
  const report = await run(MERGES, { only: ["C203"] });
  expect(report.findings).toEqual([]);
  expect(report.outcomes).not.toContain("findings");
});

test("a shop whose PUT forgets what was not sent is noticed where the document says that it is kept", async () => {
  const keeping = createShopContract({}, { "x-standin-effect": { unsent: "kept" } });
  const options = { contract: keeping, only: ["C203"] };
  const forgets = await verify({ target: createShop(keeping), credentials: TOKENS, ...options });
  expect(forgets.findings.map(({ check }) => check)).toEqual(["C203"]);
  const keeps = await verify({ target: createShop(keeping, MERGES), credentials: TOKENS, ...options });
  expect(keeps.findings).toEqual([]);
});

/** The body that was sent, as far as it is an object. */
function sent(text: string): JsonObject {
  try {
    const body: Json = parseJson(text);
    return isJsonObject(body) ? body : {};
  } catch {
    return {};
  }
}

const isBad = (status: number) => status === 400 || status === 415;

/** A shop that takes what it should refuse when the body is of that kind. */
function accepting(kind: (body: JsonObject) => boolean): ShopFault {
  return ({ text, method }, answer) => {
    const right = answer();
    return isBad(right.status) && method !== "GET" && kind(sent(text))
      ? { status: 200, body: { ...sent(text), id: "x" } }
      : right;
  };
}

/** A shop that changes its list before it gives it. */
function changing(change: (body: JsonObject) => JsonObject): ShopFault {
  return ({ path, method }, answer) => {
    const right = answer();
    const isList = path === "/pets" && method === "GET" && right.status === 200;
    return isList && isJsonObject(right.body) ? { ...right, body: change(right.body) } : right;
  };
}

/** A shop that does not look at a parameter of the query. */
function ignoring(name: string): ShopFault {
  return ({ query }, answer) => {
    query.delete(name);
    return answer();
  };
}

function toRows({ pets }: JsonObject): JsonObject[] {
  return Array.isArray(pets) ? pets.filter(isJsonObject) : [];
}

/** A shop that lets some requests in as if they had the right token. */
function letting(isLet: (request: Parameters<ShopFault>[0]) => boolean): ShopFault {
  return (request, answer) => (isLet(request) ? answer(TOKENS.valid) : answer());
}

const faults: readonly (readonly [check: string, about: string, fault: ShopFault])[] = [
  [
    "C101",
    "refuses a pet with a date of birth",
    ({ text }, answer) => ("born" in sent(text) ? { status: 400, body: { code: "400" } } : answer()),
  ],
  [
    "C101",
    "needs a weight that the document does not ask for",
    ({ text, method }, answer) =>
      method === "PUT" && !("weight" in sent(text)) ? { status: 400, body: { code: "400" } } : answer(),
  ],
  ["C102", "takes a pet without a name", accepting((body) => !("name" in body))],
  ["C102", "takes a name that is too long", accepting(({ name }) => typeof name === "string" && name.length > 20)],
  ["C102", "takes an empty name", accepting(({ name }) => name === "")],
  ["C102", "takes a name that is null", accepting(({ name }) => name === null)],
  [
    "C102",
    "takes a kind that is none",
    accepting(({ kind }) => typeof kind === "string" && kind !== "cat" && kind !== "dog"),
  ],
  [
    "C102",
    "takes a weight between two steps",
    accepting(({ weight }) => typeof weight === "number" && weight % 0.5 !== 0),
  ],
  ["C102", "takes a weight below nothing", accepting(({ weight }) => typeof weight === "number" && weight < 0)],
  ["C102", "takes a date that is none", accepting(({ born }) => typeof born === "string")],
  ["C102", "takes a code that breaks its pattern", accepting(({ code }) => typeof code === "string")],
  ["C102", "takes a tag twice", accepting(({ tags }) => Array.isArray(tags) && tags.length === 3)],
  ["C102", "takes too many tags", accepting(({ tags }) => Array.isArray(tags) && tags.length > 3)],
  [
    "C102",
    "takes a tag that is no text",
    accepting(({ tags }) => Array.isArray(tags) && tags.some((tag) => typeof tag !== "string")),
  ],
  [
    "C102",
    "takes an owner without an address, one level down",
    accepting(({ owner }) => isJsonObject(owner) && !("email" in owner)),
  ],
  [
    "C102",
    "takes a limit of nothing",
    ({ query }, answer) =>
      Number(query.get("limit") ?? 1) <= 0 ? { status: 200, body: { pets: [], total: 0 } } : answer(),
  ],
  ["C103", "takes a body that is not there", accepting((body) => Object.keys(body).length === 0)],
  [
    "C104",
    "refuses a field that it does not know",
    ({ text }, answer) => ("standinUnknownField" in sent(text) ? { status: 400, body: { code: "400" } } : answer()),
  ],
  [
    "C105",
    "refuses a name of twenty characters",
    ({ text }, answer) =>
      JSON.stringify(sent(text)["name"] ?? "").length === 22 ? { status: 400, body: { code: "400" } } : answer(),
  ],
  [
    "C105",
    "refuses a limit of fifty",
    ({ query }, answer) => (query.get("limit") === "50" ? { status: 400, body: { code: "400" } } : answer()),
  ],
  [
    "C106",
    "takes PATCH",
    ({ method }, answer) => (method === "PATCH" ? { status: 404, body: { code: "404" } } : answer()),
  ],
  [
    "C106",
    "forgets a method in Allow",
    (_, answer) => {
      const right = answer();
      return right.status === 405 ? { ...right, headers: { allow: "GET" } } : right;
    },
  ],
  [
    "C107",
    "takes malformed JSON for an empty pet",
    ({ text }, answer) => {
      const right = answer();
      return right.status === 400 && text.endsWith(" x")
        ? { status: 200, body: { id: "x", name: "x", kind: "cat" } }
        : right;
    },
  ],
  [
    "C107",
    "reads JSON whatever it is called",
    (_, answer) => {
      const right = answer();
      return right.status === 415 ? { status: 200, body: { id: "x", name: "x", kind: "cat" } } : right;
    },
  ],
  [
    "C108",
    "gives the first pet for an id that is not there",
    ({ method }, answer, pets) => {
      const right = answer();
      return right.status === 404 && method === "GET" ? { status: 200, body: [...pets.values()][0] ?? {} } : right;
    },
  ],
  [
    "C109",
    "keeps what it refuses to change",
    ({ text, method, path }, answer, pets) => {
      const right = answer();
      const id = path.split("/")[2] ?? "";
      if (method === "PUT" && right.status === 400 && pets.has(id))
        pets.set(id, { ...pets.get(id), ...sent(text), id });
      return right;
    },
  ],
  [
    "C109",
    "makes what it refuses to make to somebody who is not known",
    ({ method, text }, answer, pets) => {
      const right = answer();
      if (method === "POST" && right.status === 401)
        pets.set("ghost", { name: "x", kind: "cat", ...sent(text), id: "ghost" });
      return right;
    },
  ],
  [
    "C201",
    "keeps a name in small letters",
    ({ method }, answer, pets) => {
      const right = answer();
      const id = isJsonObject(right.body) ? right.body["id"] : undefined;
      const pet = typeof id === "string" ? pets.get(id) : undefined;
      if (method === "POST" && pet && typeof id === "string") pets.set(id, { ...pet, name: "mia" });
      return right;
    },
  ],
  ["C202", "lists no pet that was made", changing((body) => ({ ...body, pets: toRows(body).slice(0, 5), total: 5 }))],
  [
    "C203",
    "gives each pet that it updates a date of birth",
    ({ method, path }, answer, pets) => {
      const right = answer();
      const id = path.split("/")[2] ?? "";
      const pet = pets.get(id);
      if (method === "PUT" && right.status === 200) pets.set(id, { ...pet, born: "2020-01-01" });
      return right;
    },
  ],
  [
    "C204",
    "gives what was deleted",
    ({ method, path }, answer, pets) => {
      const id = path.split("/")[2] ?? "";
      const before = pets.get(id);
      const right = answer();
      if (method === "DELETE" && before && right.status === 204) pets.set(id, before);
      return right;
    },
  ],
  [
    "C210",
    "counts its readers in the weight of its first pet",
    ({ method }, answer, pets) => {
      const first = pets.get("pet-0001");
      if (method === "GET" && first)
        pets.set("pet-0001", { ...first, weight: (Number(first["weight"] ?? 0) + 0.5) % 90 });
      return answer();
    },
  ],
  [
    "C301",
    "turns its list round each time",
    ({ method, path }, answer, pets) => {
      const right = answer();
      if (method !== "GET" || path !== "/pets" || right.status !== 200) return right;
      const turned = [...pets].toReversed();
      pets.clear();
      for (const [id, pet] of turned) pets.set(id, pet);
      return right;
    },
  ],
  ["C302", "gives the first page for every cursor", ignoring("after")],
  ["C302", "ignores the size of a page", ignoring("limit")],
  [
    "C302",
    "repeats the last row on the next page",
    ({ query }, answer) => {
      if (Number(query.get("after") ?? 0) > 0) query.set("after", String(Number(query.get("after")) - 1));
      return answer();
    },
  ],
  ["C302", "counts a row too many", changing((body) => ({ ...body, total: Number(body["total"]) + 1 }))],
  ["C302", "forgets the next page", changing(({ pets = [], total = 0 }) => ({ pets, total }))],
  ["C303", "filters nothing", ignoring("kind")],
  [
    "C303",
    "loses a row when it filters",
    ({ query }, answer) => {
      const right = answer();
      if (!query.has("kind") || !isJsonObject(right.body) || !Array.isArray(right.body["pets"])) return right;
      return { ...right, body: { ...right.body, pets: right.body["pets"].slice(1) } };
    },
  ],
  [
    "C306",
    "shortens names in its list",
    changing((body) => ({
      ...body,
      pets: toRows(body).map((pet) => ({ ...pet, name: JSON.stringify(pet["name"]).slice(1, 3) })),
    })),
  ],
  [
    "C306",
    "lists a pet that can't be read",
    changing((body) => ({ ...body, pets: [{ id: "gone", name: "x", kind: "cat" }, ...toRows(body)] })),
  ],
  ["C401", "asks for no token in lists", letting(({ path, method }) => path === "/pets" && method === "GET")],
  ["C401", "takes any token", letting(({ token }) => token !== "" && token !== TOKENS.second)],
  ["C401", "looks at no more than the token's end", letting(({ token }) => token.endsWith("mia"))],
  ["C401", "takes a token under any scheme", letting(({ token }) => token.endsWith(TOKENS.valid))],
  [
    "C402",
    "lets another principal change a pet",
    letting(({ token, method }) => token === TOKENS.second && method === "PUT"),
  ],
];

test.each(faults)("%s notices a shop that %s", async (check, _, fault) => {
  const report = await run(fault, { only: [check] });
  const noticed = report.findings.filter((finding) => finding.check === check);
  expect(noticed.length, writeConsole(report)).toBeGreaterThan(0);
});

test("a request that was taken and should not have been is made as small as it can be", async () => {
  const report = await run(
    accepting(({ weight }) => weight === -1 || weight === -1000),
    { only: ["C102", "shop.updatePet"] },
  );
  const [finding] = report.findings;
  expect(finding?.message).toBe("body weight is too small, and was accepted with 200: body weight must be >= 0.");
  const last = report.exchanges.find(({ id }) => id === finding?.exchanges.at(-1));
  expect(last?.request.body).toEqual({ text: '{"name":"Mia","kind":"cat","weight":-1}' });
});

test("what a path has under the name of whom the second token is of is theirs, and no finding of C402", async () => {
  const provoked = { about: "The pet is another's.", rules: [], principal: "leo" };
  const told = createShopContract({ "x-standin-provoke": { "404": [provoked] } });
  const judgeTokenOf = async (name: string) => {
    const second = `head.${Buffer.from(JSON.stringify({ sub: name })).toString("base64url")}.signature`;
    // A shop that lets everybody read, and so the second one, too.
    const target = createShop(told, (_, answer) => answer(TOKENS.valid));
    const options = { credentials: { ...TOKENS, second }, only: ["C402"], params: { petId: "pet-0001" } };
    return (await verify({ contract: told, target, mode: "read-only", ...options })).findings.length;
  };
  expect(await judgeTokenOf("leo")).toBe(1);
  expect(await judgeTokenOf("pet-0001")).toBe(0);
});
