import assert from "node:assert/strict";
import { test } from "node:test";

import { challengeOf, randomText, wrongWith } from "../../../services/api/board/js/signin/pkce.js";

const EXPECTED = { issuer: "https://issuer.example", clientId: "board", nonce: "n-1" };
const NOW = Date.parse("2026-01-01T00:00:00Z");
const CLAIMS = { iss: EXPECTED.issuer, aud: "board", nonce: "n-1", exp: NOW / 1000 + 300, name: "Zoë" };
const token = (claims) => `h.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;

test("the challenge is that of RFC 7636, appendix B", async () => {
  assert.equal(await challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
});

test("a verifier is as long as it has to be, and never the same", () => {
  assert.match(randomText(), /^[A-Za-z0-9_-]{43}$/);
  assert.notEqual(randomText(), randomText());
});

test("an ID token of this sign-in is taken", () => {
  assert.equal(wrongWith(token(CLAIMS), EXPECTED, NOW), null);
  assert.equal(wrongWith(token({ ...CLAIMS, aud: ["other", "board"] }), EXPECTED, NOW), null);
});

test("any other is refused", () => {
  const wrong = [
    { nonce: "n-2" }, { iss: "https://other.example" }, { aud: "other" }, { exp: NOW / 1000 - 120 }, { exp: undefined },
  ];
  for (const claims of wrong) assert.ok(wrongWith(token({ ...CLAIMS, ...claims }), EXPECTED, NOW), JSON.stringify(claims));
  for (const garbage of ["", "a.b.c", "h.e30.s"]) assert.ok(wrongWith(garbage, EXPECTED, NOW));
});
