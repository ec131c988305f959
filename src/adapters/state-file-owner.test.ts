import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { createOwner, isAlive, parseOwner } from "./state-file-owner.js";

test("this process is alive, and is what it says of itself", () => {
  const owner = createOwner();
  expect(isAlive(owner)).toBe(true);
  expect(owner.pid).toBe(process.pid);
  expect(parseOwner(JSON.stringify(owner))).toEqual(owner);
  expect(createOwner().token).not.toBe(owner.token);
});

test("another process is alive until it has ended", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"]);
  const owner = { ...createOwner(), pid: child.pid ?? 0, startTime: null };
  expect(isAlive(owner)).toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(isAlive(owner)).toBe(false);
});

test("where the system does not tell when processes start, the process id decides", () => {
  expect(isAlive({ ...createOwner(), startTime: null, bootId: null })).toBe(true);
});

test.each(["", "1", "[]", "{}", '{"token":"x","pid":1}', `{"token":"${createOwner().token}","pid":-1}`])(
  "a text that names no owner, %j, gives none",
  (text) => {
    expect(parseOwner(text)).toBeUndefined();
  },
);
