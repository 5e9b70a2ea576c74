// The secrets of one sign-in (RFC 7636, S256), and what an ID token has to say (OpenID Connect Core 3.1.3.7).

/** 32 random bytes as base64url: 43 characters, the shortest verifier that RFC 7636 allows. */
export function randomText() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** @param {string} verifier */
export async function challengeOf(verifier) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return base64url(new Uint8Array(digest));
}

/**
 * Checks what a token is about. Its signature is not checked: it came over TLS from the token endpoint itself, and
 * the page takes no right from it; the API checks the access token.
 * @param {string} idToken
 * @param {{issuer: string, clientId: string, nonce: string}} expected
 * @param {number} now epoch milliseconds
 * @returns {string | null} what is wrong; null: nothing
 */
export function wrongWith(idToken, { issuer, clientId, nonce }, now) {
  const claims = claimsOf(idToken);
  if (!claims) return "the ID token cannot be read";
  if (claims.nonce !== nonce) return "the ID token is of another sign-in";
  if (claims.iss !== issuer) return "the ID token is of another issuer";
  if (![claims.aud].flat().includes(clientId)) return "the ID token is for another application";
  if (!(Number(claims.exp) * 1000 > now - 60_000)) return "the ID token has expired";
  return null;
}

/** @param {string} token */
function claimsOf(token) {
  try {
    const part = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(part), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
