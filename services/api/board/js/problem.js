// Errors of the API in words: problem+json (RFC 9457) where it sent one, the status where something else answered.

const BY_STATUS = /** @type {Record<number, string>} */ ({
  401: "Your sign-in is not valid (any more).",
  403: "Your token does not allow this.",
  404: "The API does not know this.",
  429: "Too many requests; try again in a moment.",
  502: "The API cannot be reached through its gateway.",
  503: "The API cannot do this at the moment.",
  504: "The API did not answer in time.",
});

export class ApiError extends Error {
  /**
   * @param {number} status 0: there was no answer at all
   * @param {{title?: string, detail?: string, expected?: string, correlationId?: string}} problem
   * @param {number | null} retryAfter seconds
   */
  constructor(status, problem, retryAfter = null) {
    super(problem.title ?? BY_STATUS[status] ?? `The API answered with status ${status}.`);
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** Whether another try cannot help: the request, the token or its rights are wrong. */
  get isFinal() {
    return this.status >= 400 && this.status < 500 && this.status !== 408 && this.status !== 429;
  }
}

/**
 * @param {Response} response
 * @returns {Promise<ApiError>}
 */
export async function errorOf(response) {
  const type = response.headers.get("Content-Type") ?? "";
  const seconds = Number(response.headers.get("Retry-After"));
  const problem = type.includes("json") ? await response.json().catch(() => ({})) : {};
  return new ApiError(response.status, problem ?? {}, seconds > 0 ? seconds : null);
}

/**
 * What to show of anything that was thrown: a sentence, what would be right, and the number for support.
 * @param {unknown} error
 * @returns {{title: string, detail: string | null, expected: string | null, correlationId: string | null}}
 */
export function inWords(error) {
  if (error instanceof ApiError) {
    const { detail = null, expected = null, correlationId = null } = error.problem;
    return { title: error.message, detail, expected, correlationId };
  }
  return { title: "The API does not answer.", detail: null, expected: null, correlationId: null };
}
