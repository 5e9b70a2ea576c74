import assert from "node:assert/strict";
import { test } from "node:test";

import { waitSeconds } from "../../../services/api/board/js/feed/backoff.js";
import { Feed } from "../../../services/api/board/js/feed/feed.js";
import { ApiError } from "../../../services/api/board/js/problem.js";
import { Store } from "../../../services/api/board/js/state/store.js";

const snapshot = (position) => ({ date: "d", position, asOf: null, flights: [], disruptions: [], messages: [], operations: null });
const hello = (resumed) => `event: hello\ndata: {"resumed":${resumed},"heartbeatSeconds":15}\n\n`;
const flight = (id) => `id: ${id}\nevent: flight\ndata: {"flightKey":"F","originDate":"d","version":${id}}\n\n`;

/** An API whose snapshots and streams are a list; the feed ends when it is used up. */
function scripted(steps) {
  const asked = [];
  const next = (what, detail) => {
    asked.push(`${what} ${detail}`);
    const step = steps.shift() ?? new ApiError(410, {});
    if (step instanceof Error) throw step;
    return step;
  };
  return {
    asked,
    get: async (path) => snapshot(next("snapshot", path)),
    open: async (path, headers) => new Response(next("stream", headers["Last-Event-ID"])),
  };
}

async function run(steps) {
  const api = scripted(steps);
  const store = new Store();
  const links = [];
  const feed = new Feed(api, store, (link) => {
    links.push(link.state);
    if (link.state === "waiting") setTimeout(() => feed.retry());
  });
  const error = await feed.run(null);
  return { asked: api.asked, store, links, error };
}

test("a stream that ends is taken up again behind the last row", async () => {
  const { asked, store, links } = await run(["5", hello(true) + flight(6) + flight(7), hello(true) + flight(8)]);
  assert.deepEqual(asked, ["snapshot v1/board", "stream 5", "stream 7", "stream 8"]);
  assert.equal(store.flights.get("F").version, 8);
  assert.deepEqual(links.slice(0, 4), ["loading", "live", "waiting", "connecting"]);
});

test("where the server cannot go on, there is a fresh snapshot, at once and only once", async () => {
  const { asked, links } = await run(["5", hello(true), hello(false), "9", hello(false)]);
  assert.deepEqual(asked.slice(0, 5), ["snapshot v1/board", "stream 5", "stream 5", "snapshot v1/board", "stream 9"]);
  assert.equal(links.at(-1), "refused");
});

test("a reset asks for a snapshot, and nothing behind it is taken", async () => {
  const { asked, store } = await run(["5", `${hello(true)}event: reset\ndata: {"reason":"slow"}\n\n${flight(6)}`, "9"]);
  assert.deepEqual(asked.slice(0, 3), ["snapshot v1/board", "stream 5", "snapshot v1/board"]);
  assert.equal(store.flights.size, 0);
});

test("an outage is waited out, a refusal is not", async () => {
  const { asked, error, links } = await run([new ApiError(503, {}, 2), new TypeError("failed to fetch"), "5", new ApiError(403, {})]);
  assert.equal(asked.length, 4);
  assert.equal(error.status, 403);
  assert.deepEqual(links, ["loading", "waiting", "connecting", "loading", "waiting", "connecting", "loading", "refused"]);
});

test("waits grow, are drawn, end at half a minute, and are never shorter than what the server asked for", () => {
  assert.deepEqual([1, 2, 3, 6, 99].map((attempt) => waitSeconds(attempt, null, () => 1)), [1, 2, 4, 30, 30]);
  assert.equal(waitSeconds(3, null, () => 0), 2);
  assert.equal(waitSeconds(1, 20, () => 0), 20);
});
