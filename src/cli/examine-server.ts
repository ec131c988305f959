import { createServer } from "node:net";
import { ListenError } from "../adapters/listen-error.js";
import type { JsonObject } from "../openapi/json.js";
import { createControlClient, type ControlClient } from "./control-client.js";
import { describeDuration } from "./duration.js";
import { Failure } from "./failure.js";
import type { Finding } from "./finding.js";
import { showJson } from "./show-json.js";

/** Whether a stand-in can listen at a port, or who does already; of a stand-in also whether its control API can be used. */
export async function examineServer(
  host: string,
  port: number,
): Promise<{ readonly findings: readonly Finding[]; readonly isRunning: boolean }> {
  const check = "port";
  const taken = await tryToListen(host, port);
  if (!taken) {
    const message = port === 0 ? "a free one will be taken" : `${port} on ${host} is free`;
    return { findings: [{ check, level: "ok", message }], isRunning: false };
  }
  const client = createControlClient({ url: toUrl(host, port) });
  const version = taken.isTaken ? await orFailure(client.send("GET", "/version")) : undefined;
  if (!version || version instanceof Failure) {
    const message = taken.isTaken ? `${taken.message} (what answers there is no stand-in)` : taken.message;
    return { findings: [{ check, level: "wrong", message }], isRunning: false };
  }
  const message = `a stand-in answers at ${client.url}, with ${listApis(version)}`;
  return { findings: [{ check, level: "ok", message }, ...(await examineControl(client))], isRunning: true };
}

async function examineControl(client: ControlClient): Promise<Finding[]> {
  const clock = await orFailure(client.send("GET", "/clock"));
  if (clock instanceof Failure) return [{ check: "control", level: "wrong", message: clock.message }];
  return [{ check: "control", level: "ok", message: `${client.url}/__standin can be used` }, examineClock(clock)];
}

/** Tokens that were made by real time are judged by this clock. */
function examineClock({ now, frozen, offsetMilliseconds: offset }: JsonObject): Finding {
  const check = "clock";
  if (frozen === true) return { check, level: "note", message: `the stand-in's clock is stopped at ${showJson(now)}` };
  const away = typeof offset === "number" ? offset : 0;
  if (away === 0) return { check, level: "ok", message: "the stand-in's clock runs with real time" };
  const way = away > 0 ? "ahead of" : "behind";
  return {
    check,
    level: "note",
    message: `the stand-in's clock is ${describeDuration(Math.abs(away))} ${way} real time`,
  };
}

function listApis({ apis }: JsonObject): string {
  return typeof apis === "object" && apis !== null ? Object.keys(apis).join(", ") : "no API";
}

async function orFailure(answer: Promise<JsonObject>): Promise<JsonObject | Failure> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** Listens for a moment; `undefined` when that is possible. */
function tryToListen(host: string, port: number): Promise<{ message: string; isTaken: boolean } | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      resolve({ message: new ListenError(host, port, error).message, isTaken: error.code === "EADDRINUSE" });
    });
    server.listen({ host, port }, () => server.close(() => resolve(undefined)));
  });
}

function toUrl(host: string, port: number): string {
  const reached = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${reached.includes(":") ? `[${reached}]` : reached}:${port}`;
}
