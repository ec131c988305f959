import { expect, test } from "vitest";
import { createFrozenClock } from "./clock.js";
import { createControlledClock } from "./controlled-clock.js";

/** A clock of a test's own that runs when it is told to. */
function createHandClock(start = 0) {
  let now = start;
  return { now: () => now, frozen: false, pass: (milliseconds: number) => void (now += milliseconds) };
}

test("a controlled clock follows the other until it is moved, and then at that distance", () => {
  const hand = createHandClock(1000);
  const clock = createControlledClock(hand);
  hand.pass(10);
  expect(clock.now()).toBe(1010);
  clock.advance(5000);
  hand.pass(1);
  expect(clock.now()).toBe(6011);
  expect(clock.setting).toEqual({ offset: 5000 });
});

test("a stopped clock stands until it is moved or runs again", () => {
  const hand = createHandClock(1000);
  const clock = createControlledClock(hand);
  clock.set({ frozenAt: 50 });
  hand.pass(10);
  expect([clock.now(), clock.frozen]).toEqual([50, true]);
  clock.advance(-20);
  expect(clock.now()).toBe(30);
  clock.set({ offset: 0 });
  expect([clock.now(), clock.frozen]).toEqual([1010, false]);
});

test("a reading stays what it is", () => {
  const hand = createHandClock(7);
  const reading = createControlledClock(hand).read();
  hand.pass(1);
  expect([reading.now(), reading.frozen]).toEqual([7, false]);
});

test("a clock that follows a frozen one is frozen, wherever it is moved", () => {
  const clock = createControlledClock(createFrozenClock(0));
  clock.advance(60);
  expect([clock.now(), clock.frozen]).toEqual([60, true]);
});
