import assert from "node:assert/strict";
import { test } from "node:test";

import { Store } from "../../../services/api/board/js/state/store.js";

const flight = (values) => ({ flightKey: "UA", originDate: "2013-03-08", version: 1, gate: "A1", ...values });
const snapshot = (values) => ({
  date: "2013-03-08", position: "0", asOf: null, flights: [], disruptions: [], messages: [], operations: null, ...values,
});

function loaded(values) {
  const store = new Store();
  store.replace(snapshot(values));
  return store;
}

test("a row is replaced by one of the same or a later version, never by an earlier one", () => {
  const store = loaded({ flights: [flight({ version: 3 })] });
  store.apply("flight", flight({ version: 2, gate: "B2" }));
  assert.equal(store.flights.get("UA").gate, "A1");
  store.apply("flight", flight({ version: 3, gate: "C3" }));
  assert.equal(store.flights.get("UA").gate, "C3");
  store.apply("flight", flight({ version: 4, gate: "D4" }));
  assert.equal(store.flights.get("UA").gate, "D4");
});

test("a snapshot takes away what it does not have", () => {
  const store = loaded({ flights: [flight({}), flight({ flightKey: "DL" })] });
  store.replace(snapshot({ flights: [flight({ flightKey: "DL" })] }));
  assert.deepEqual([...store.flights.keys()], ["DL"]);
});

test("a flight of another day is counted once and not shown", () => {
  const store = loaded({});
  for (const version of [1, 2]) store.apply("flight", flight({ originDate: "2013-03-09", version }));
  assert.equal(store.flights.size, 0);
  assert.equal(store.elsewhere.get("2013-03-09").size, 1);
});

test("messages are in the order of time, each once, and no more than two hundred", () => {
  const store = loaded({});
  const message = (number) => ({ notificationId: `${number}`, at: new Date(number * 1000).toISOString() });
  for (const number of [5, 3, 9, 5]) store.apply("message", message(number));
  assert.deepEqual(store.messages.map((row) => row.notificationId), ["9", "5", "3"]);
  for (let number = 10; number < 400; number += 1) store.apply("message", message(number));
  assert.equal(store.messages.length, 200);
  assert.equal(store.messages[0].notificationId, "399");
});

test("times with and without milliseconds are compared as times", () => {
  const row = (updatedAt, state) => ({ eventId: "e", flightKey: "UA", updatedAt, state });
  const store = loaded({ disruptions: [row("2026-01-01T00:00:00Z", "RUNNING")] });
  store.apply("disruption", row("2026-01-01T00:00:00.500Z", "DONE"));
  assert.equal(store.disruptions.get("e").state, "DONE");
  store.apply("disruption", row("2026-01-01T00:00:00Z", "RUNNING"));
  assert.equal(store.disruptions.get("e").state, "DONE");
});

test("older operations do not come back, and newer ones move the clock", () => {
  const store = loaded({ operations: { at: "2026-01-01T00:00:05Z", lagRecords: 1 } });
  store.apply("operations", { at: "2026-01-01T00:00:04Z", lagRecords: 9 });
  assert.equal(store.operations.lagRecords, 1);
  store.apply("operations", { at: "2026-01-01T00:00:06Z", lagRecords: 2, asOf: "2013-03-08T15:00:00Z" });
  assert.equal(store.operations.lagRecords, 2);
  assert.equal(store.asOf, "2013-03-08T15:00:00Z");
});

test("listeners hear what was taken, with what was there before, and nothing of what was not", () => {
  const store = loaded({ flights: [flight({ version: 2 })] });
  const heard = [];
  store.listen((kind, row, before) => heard.push([kind, row.version, before?.version]));
  store.apply("flight", flight({ version: 1 }));
  store.apply("flight", flight({ version: 3 }));
  store.apply("something of next year", {});
  assert.deepEqual(heard, [["flight", 3, 2]]);
});
