// One connection of GET /v1/stream, read through fetch: EventSource cannot send an Authorization header.

import { Frames } from "./frames.js";
import { SILENCE_FACTOR, Silence } from "./silence.js";

/**
 * Reads until the stream ends, and returns; throws what fetch or the server threw. A stream that is silent for
 * longer than two and a half heartbeats counts as broken: a dead network often closes nothing.
 * @param {import("../api").Api} api
 * @param {{position: string, date: string | null, signal: AbortSignal,
 *          onFrame: (frame: import("../contract").Frame) => void}} wanted
 */
export async function readStream(api, { position, date, signal, onFrame }) {
  const silence = new Silence(15 * SILENCE_FACTOR);
  const ended = AbortSignal.any([signal, silence.signal]);
  try {
    const query = date ? `?${new URLSearchParams({ date })}` : "";
    const response = await api.open(`v1/stream${query}`, { "Last-Event-ID": position }, ended);
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    const decoder = new TextDecoder();
    const frames = new Frames();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      silence.heard();
      for (const frame of frames.push(decoder.decode(value, { stream: true }))) {
        if (frame.event === "hello") silence.allow(JSON.parse(frame.data).heartbeatSeconds * SILENCE_FACTOR);
        onFrame(frame);
        if (signal.aborted) return;
      }
    }
  } finally {
    silence.stop();
  }
}
