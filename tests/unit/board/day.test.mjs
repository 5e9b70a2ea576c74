import assert from "node:assert/strict";
import { test } from "node:test";

import { byStatus, overTheDay } from "../../../services/api/board/js/state/counts.js";
import { flightHash, fromHash, whyHash } from "../../../services/api/board/js/state/route.js";
import { age, clockOn, dayInWords, duration, minutesInWords } from "../../../services/api/board/js/state/times.js";
import { designatorOf, word } from "../../../services/api/board/js/state/words.js";

const row = (scheduledOut, status) => ({ scheduledOut, status });

test("departures lie in quarters of an hour, from the first whole hour to the last", () => {
  const day = overTheDay([
    row("2013-03-08T10:20:00Z", "departed"), row("2013-03-08T10:29:00Z", "arrived"),
    row("2013-03-08T10:29:59Z", "cancelled"), row("2013-03-08T12:00:00Z", "scheduled"), row(null, "scheduled"),
  ]);
  assert.equal(new Date(day.start).toISOString(), "2013-03-08T10:00:00.000Z");
  assert.equal(day.bins.length, 12);
  assert.deepEqual(day.bins[1], { gone: 2, cancelled: 1, all: 3 });
  assert.deepEqual(day.bins[8], { ontime: 1, all: 1 });
  assert.equal(day.highest, 3);
});

test("a day without a schedule has no strip, and one wrong date does not make it endless", () => {
  assert.equal(overTheDay([row(null, "scheduled")]), null);
  assert.equal(overTheDay([row("2013-03-08T10:00:00Z", "x"), row("2093-03-08T10:00:00Z", "x")]).bins.length, 36 * 4);
});

test("flights are counted by status", () => {
  assert.deepEqual(byStatus([row(null, "delayed"), row(null, "delayed"), row(null, "arrived")]), { delayed: 2, arrived: 1 });
});

test("an address leads where it was made for", () => {
  const key = "UA-0207-2013-03-08-EWR-1";
  const flight = fromHash(flightHash(key));
  assert.deepEqual(flight, { page: "flight", flightKey: key, notificationId: null });
  assert.deepEqual(fromHash(whyHash("n1", flight)), { page: "flight", flightKey: key, notificationId: "n1" });
  assert.deepEqual(fromHash(whyHash("n1", fromHash(""))), { page: "board", flightKey: null, notificationId: "n1" });
  assert.equal(fromHash("#/drill").page, "drill");
  for (const odd of ["", "#", "#/flights/", "#/nowhere/x", "#flights"]) assert.equal(fromHash(odd).page, "board");
  assert.equal(fromHash("#/flights/%E0%A4%A").flightKey, "%E0%A4%A");
});

test("times and ages are written in the largest unit that says something", () => {
  const now = Date.parse("2026-01-01T12:00:00Z");
  assert.equal(age("2026-01-01T11:59:18Z", now), "42 s");
  assert.equal(age("2026-01-01T09:59:18Z", now), "2 h");
  assert.equal(age("2026-01-01T12:00:09Z", now), "0 s");
  assert.equal(age(null, now), "–");
  assert.deepEqual([49, 90, 125].map(minutesInWords), ["49 min", "1 h 30", "2 h 05"]);
  assert.deepEqual([84, 1234, 31_000, 180_000, null].map(duration), ["84 ms", "1.2 s", "31 s", "3 min", "–"]);
  assert.equal(clockOn("2013-03-09T00:35:00Z", "2013-03-08"), "03-09 00:35");
  assert.equal(dayInWords("2013-03-08"), "Friday, 8 March 2013");
});

test("codes become words, and unknown ones stay readable", () => {
  assert.equal(designatorOf("UA-0207-2013-03-08-EWR-1"), "UA207");
  assert.equal(designatorOf("9E-0040-2013-03-08-EWR-1"), "9E40");
  assert.equal(word({ a: "A" }, "of_next_year"), "of next year");
});
