import assert from "node:assert/strict";
import { test } from "node:test";

import { Frames } from "../../../services/api/board/js/feed/frames.js";

const STREAM = ': heartbeat\n\nid: 7\nevent: flight\ndata: {"a":1}\n\nevent: hello\r\ndata: one\r\ndata:two\r\n\r\ndata: last\r\r';
const FRAMES = [
  { id: "7", event: "flight", data: '{"a":1}' },
  { id: "7", event: "hello", data: "one\ntwo" },
  { id: "7", event: "message", data: "last" },
];

test("a stream means the same however it is cut", () => {
  for (let size = 1; size <= STREAM.length; size += 1) {
    const frames = new Frames();
    const found = [];
    for (let at = 0; at < STREAM.length; at += size) found.push(...frames.push(STREAM.slice(at, at + size)));
    // A CR at the very end may be half of a CRLF, so the last frame ends with what follows it.
    found.push(...frames.push("\n"));
    assert.deepEqual(found, FRAMES, `pieces of ${size}`);
  }
});

test("a comment and an event without data are no frames", () => {
  assert.deepEqual(new Frames().push(": heartbeat\n\nevent: flight\nid: 3\n\n"), []);
});

test("a mark of byte order is not part of the first field", () => {
  assert.deepEqual(new Frames().push("\uFEFFdata: x\n\n"), [{ id: null, event: "message", data: "x" }]);
});

test("an id stays until there is another", () => {
  const frames = new Frames();
  frames.push("id: 1\ndata: a\n\n");
  assert.equal(frames.push("data: b\n\n")[0].id, "1");
  assert.equal(frames.push("id\ndata: c\n\n")[0].id, "");
});
