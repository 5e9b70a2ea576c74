import assert from "node:assert/strict";
import { test } from "node:test";

import { fromQuery, matcher, narrowing, toQuery } from "../../../services/api/board/js/state/filters.js";
import { ordered } from "../../../services/api/board/js/state/order.js";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const row = (values) => ({
  flightKey: "UA-0207-2013-03-08-EWR-1", designator: "UA207", carrier: "UA", origin: "EWR", destination: "IAH",
  status: "delayed", gate: "B7", disposition: "OPERATING", scheduledOut: "2013-03-08T14:05:00Z", delayMinutes: 49,
  changedAt: "2026-03-01T11:58:00Z", ...values,
});
const fits = (query, values = {}) => matcher(fromQuery(new URLSearchParams(query)), NOW)(row(values));

test("a query survives the way into filters and back", () => {
  for (const query of ["", "q=ua+207&status=delayed%2Ccancelled&origin=EWR&carrier=UA&changed=15&hour=14&sort=gate&dir=desc", "sort=changed&dir=asc"]) {
    assert.equal(toQuery(fromQuery(new URLSearchParams(query)), new URLSearchParams()).toString(), query);
  }
});

test("what is as usual is left out, and what is not ours stays", () => {
  const kept = new URLSearchParams("date=2013-03-08&sort=time&dir=asc&status=");
  assert.equal(toQuery(fromQuery(kept), kept).toString(), "date=2013-03-08");
});

test("nonsense is no filter", () => {
  const filters = fromQuery(new URLSearchParams("status=lost&sort=mood&changed=soon&hour=99&changed=-3"));
  assert.equal(narrowing(filters), 0);
  assert.equal(filters.sort, "time");
});

test("every word of a search has to be found, in whatever field", () => {
  assert.ok(fits("q=ua207 iah"));
  assert.ok(fits("q=gate b7"));
  assert.ok(!fits("q=ua207 lax"));
});

test("filters narrow together", () => {
  assert.ok(fits("status=delayed,cancelled&origin=ewr&carrier=UA&hour=14"));
  assert.ok(!fits("status=delayed&origin=JFK"));
  assert.ok(!fits("hour=15"));
  assert.ok(!fits("carrier=DL"));
});

test("changed in the last minutes goes by the time of the write", () => {
  assert.ok(fits("changed=5"));
  assert.ok(!fits("changed=1"));
  assert.ok(!fits("changed=5", { changedAt: null }));
});

test("status begins with the gravest, and the longest delay first", () => {
  const rows = [
    row({ designator: "A", status: "arrived" }), row({ designator: "B", delayMinutes: 20 }),
    row({ designator: "C", status: "cancelled", delayMinutes: null }), row({ designator: "D", delayMinutes: 200 }),
  ];
  assert.deepEqual(ordered(rows, "status", true).map(({ designator }) => designator), ["C", "D", "B", "A"]);
});

test("numbers are ordered as numbers, and equal rows by departure and key in both directions", () => {
  const rows = ["UA99", "UA207", "UA1000"].map((designator) => row({ designator, flightKey: designator }));
  assert.deepEqual(ordered(rows, "flight", false).map(({ designator }) => designator), ["UA99", "UA207", "UA1000"]);
  const same = [row({ flightKey: "b" }), row({ flightKey: "a" })];
  assert.deepEqual(ordered(same, "gate", true).map(({ flightKey }) => flightKey), ["a", "b"]);
});
