import { expect, test } from "vitest";
import { createRecentHeaders } from "./recent-headers.js";

type Headers = Readonly<Record<string, string | readonly string[]>>;

function same(headers: Headers): Headers {
  return headers;
}

/** Headers of as many clients as are given. */
function listClients(count: number): Readonly<Record<string, string>>[] {
  return Array.from({ length: count }, (_, at) => ({ host: "tiny", authorization: `Bearer ${at}` }));
}

test("headers that came before are given back in the place of the same ones", () => {
  const share = createRecentHeaders(same);
  const first = { host: "tiny", accept: "*/*" };
  expect(share(first)).toBe(first);
  expect(share({ host: "tiny", accept: "*/*" })).toBe(first);
});

test("those of several clients are told apart while they take turns", () => {
  const share = createRecentHeaders(same);
  const clients = listClients(4);
  for (const headers of clients) expect(share(headers)).toBe(headers);
  for (const [at, headers] of listClients(4).entries()) expect(share(headers)).toBe(clients[at]);
});

test("whatever is forgotten, nobody is given the headers of another", () => {
  const share = createRecentHeaders(same);
  for (let round = 0; round < 3; round++) {
    for (const headers of listClients(7)) expect(share(headers)).toEqual(headers);
  }
});

test("one header more, one less, another order, case or value are other headers", () => {
  const share = createRecentHeaders(same);
  share({ a: "1", b: "2" });
  const others: Headers[] = [
    { a: "1" },
    { a: "1", b: "2", c: "3" },
    { b: "2", a: "1" },
    { A: "1", b: "2" },
    { a: "1", b: "3" },
    {},
    { a: "1", b: ["2"] },
  ];
  for (const headers of others) {
    expect(share(headers)).toBe(headers);
    share({ a: "1", b: "2" });
  }
});

test("the header that is passed over may have another value, but has to be there", () => {
  const share = createRecentHeaders(same, "id");
  const first = { type: "json", id: "1" };
  const without = { type: "json" };
  expect(share(first)).toBe(first);
  expect(share({ type: "json", id: "2" })).toBe(first);
  expect(share(without)).toBe(without);
  expect(share({ type: "xml", id: "1" })).toEqual({ type: "xml", id: "1" });
});

test("what was made of headers is given back, and made anew where they were changed by their owner meanwhile", () => {
  const read = createRecentHeaders(({ authorization }: Headers) => ({ authorization }));
  const headers = { authorization: "Bearer one" };
  const first = read(headers);
  expect(read({ authorization: "Bearer one" })).toBe(first);
  headers.authorization = "Bearer two";
  expect(read(headers)).toEqual({ authorization: "Bearer two" });
  expect(read({ authorization: "Bearer one" })).toBe(first);
});

test("a list of values is read anew each time, as it may have been added to", () => {
  const read = createRecentHeaders(({ accept }: Headers) => String(accept));
  const accept = ["text/plain"];
  expect(read({ accept })).toBe("text/plain");
  accept.push("text/html");
  expect(read({ accept })).toBe("text/plain,text/html");
});
