import { Agent, request as sendRequest, type ClientRequest } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { serveListener } from "../testing/serve-listener.js";
import { WholeRequest } from "./whole-request.js";

test("a body is handed over in the pieces in which it comes, and its end at once with the last", async () => {
  const heard: string[] = [];
  const send = await serve((request, answer) => {
    const sink = {
      take: (chunk: Buffer) => void heard.push(chunk.toString()),
      end: () => answer(`${heard.join("|")}, complete: ${request.complete}`),
      lose: () => void heard.push("lost"),
    };
    expect(request.handTo(sink)).toBe(true);
  });
  expect(await send(["first", "second"])).toBe("first|second, complete: true");
  await sleep(20);
  expect(heard).toEqual(["first", "second"]);
});

test("a body of which some has come stays with the stream, which has all of it", async () => {
  const send = await serve(async (request, answer) => {
    while (request.readableLength === 0) await sleep(1);
    const isHandedOver = request.handTo({ take: () => {}, end: () => {}, lose: () => {} });
    let text = "";
    for await (const chunk of request) text += String(chunk);
    answer(`${text}, handed over: ${isHandedOver}`);
  });
  expect(await send(["first", "second"])).toBe("firstsecond, handed over: false");
});

test("what comes after a body was taken back is the stream's", async () => {
  const send = await serve(async (request, answer) => {
    const first = await new Promise<string>((resolve) => {
      const take = (chunk: Buffer) => {
        request.takeBack();
        resolve(chunk.toString());
      };
      request.handTo({ take, end: () => {}, lose: () => {} });
    });
    let rest = "";
    for await (const chunk of request) rest += String(chunk);
    answer(`${first}, then ${rest}`);
  });
  expect(await send(["first", "second"])).toBe("first, then second");
});

test("a connection that goes in the middle of a body is told as lost, once", async () => {
  const heard: string[] = [];
  const send = await serve((request) => {
    const take = (chunk: Buffer) => {
      heard.push(chunk.toString());
      request.socket.destroy();
    };
    request.handTo({ take, end: () => void heard.push("end"), lose: () => void heard.push("lost") });
  });
  await expect(send(["first"], keepOpen)).rejects.toThrow("socket hang up");
  await sleep(20);
  expect(heard).toEqual(["first", "lost"]);
});

test("the stream of a request without a body is over for whoever reads it, at once or late", async () => {
  for (const delay of [undefined, 0, 20]) {
    const send = await serve(async (request, answer) => {
      if (delay !== undefined) await sleep(delay);
      let text = "";
      for await (const chunk of request) text += String(chunk);
      answer(`"${text}", ended: ${request.readableEnded}, complete: ${request.complete}`);
    });
    expect(await send([])).toBe('"", ended: true, complete: true');
  }
});

test("the stream of a request without a body does nothing unless somebody reads it", async () => {
  const heard: string[] = [];
  const send = await serve(async (request, answer) => {
    for (const event of ["resume", "readable", "end", "close"]) {
      // To listen to `readable` is to read.
      if (event !== "readable") request.on(event, () => void heard.push(event));
    }
    await sleep(5);
    answer("answered");
    await sleep(20);
    expect(request.readableEnded).toBe(false);
  });
  expect(await send([])).toBe("answered");
  await sleep(30);
  expect(heard).toEqual([]);
});

test("one connection has request after request, whether or not they had bodies and somebody read them", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const ports = new Set<number | undefined>();
  const send = await serve(async (request, answer) => {
    ports.add(request.socket.remotePort);
    if (request.headers["x-read"] === "no") await sleep(1);
    else for await (const _ of request);
    answer(String(request.headers["x-read"]));
  }, agent);
  for (const pieces of [[], ["a", "b"], [], []]) {
    for (const read of ["yes", "no"]) expect(await send(pieces, undefined, { "x-read": read })).toBe(read);
  }
  expect(ports.size).toBe(1);
});

function keepOpen() {}

type Answer = (text: string) => void;

/** Serves on a free port; gives what sends a body in pieces, ends it unless told what else to do, and resolves with the answer. */
async function serve(handle: (request: WholeRequest, answer: Answer) => Promise<void> | void, agent?: Agent) {
  const url = await serveListener<typeof WholeRequest>(
    (request, response) => void handle(request, (text) => void response.end(text)),
    { IncomingMessage: WholeRequest },
  );
  return (
    pieces: readonly string[],
    finish: (sent: ClientRequest) => void = (sent) => void sent.end(),
    headers: Readonly<Record<string, string>> = {},
  ) =>
    new Promise<string>((resolve, reject) => {
      const sent = sendRequest(url, { method: "POST", headers, ...(agent && { agent }) }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("end", () => resolve(text));
      });
      sent.on("error", reject);
      for (const piece of pieces) sent.write(piece);
      finish(sent);
    });
}
