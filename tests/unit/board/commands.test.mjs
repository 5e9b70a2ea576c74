import assert from "node:assert/strict";
import { test } from "node:test";

import { businessTime, commandOf } from "../../../services/api/board/js/flight/commands.js";
import { follow } from "../../../services/api/board/js/flight/follow.js";
import { ApiError } from "../../../services/api/board/js/problem.js";

const FLIGHT = { flightKey: "UA-0207-2013-03-08-EWR-1", designator: "UA207", scheduledOut: "2013-03-08T23:50:00Z", gate: "A5" };
const AT = "2013-03-08T15:00:00Z";
const noWait = () => Promise.resolve();

test("a delay counts from the schedule, also over midnight", () => {
  const { path, body } = commandOf("delay", FLIGHT, { minutes: "45", reason: "WEAT" }, AT);
  assert.equal(path, "v1/flights/UA-0207-2013-03-08-EWR-1/events");
  assert.deepEqual(body, { eventType: "flight.delayed", occurredAt: AT, data: { estimatedOut: "2013-03-09T00:35:00Z", reason: "WEAT" } });
});

test("what was not said is not sent", () => {
  assert.deepEqual(commandOf("cancel", FLIGHT, { reason: "" }, AT).body, { eventType: "flight.cancelled", occurredAt: AT, data: {} });
  assert.deepEqual(commandOf("gate", FLIGHT, { gate: "b7", terminal: "" }, AT).body.data, { gate: "B7", previousGate: "A5" });
});

test("business time is the wall's, and in a replay just after the newest that is known", () => {
  const now = Date.parse("2026-01-01T00:00:00.250Z");
  assert.equal(businessTime("wall", now, [AT]), "2026-01-01T00:00:00Z");
  assert.equal(businessTime("event", now, [AT, null, "2013-03-08T14:00:00Z"]), "2013-03-08T15:00:01Z");
  assert.equal(businessTime("event", now, [null, undefined]), "2026-01-01T00:00:00Z");
});

test("a command is followed over what is not there yet, until it is done", async () => {
  const answers = [new ApiError(404, {}), new ApiError(503, {}), new TypeError("no network"), { applied: false }, { applied: true }];
  const look = async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  assert.deepEqual(await follow(look, (answer) => answer.applied, noWait), { applied: true });
});

test("following ends at a refusal, and after a minute", async () => {
  await assert.rejects(follow(() => Promise.reject(new ApiError(403, {})), () => true, noWait), { status: 403 });
  let waited = 0;
  const wait = async (milliseconds) => { waited += milliseconds; };
  assert.equal(await follow(async () => ({}), () => false, wait), null);
  assert.ok(waited >= 58_000 && waited <= 64_000, `${waited}`);
});
