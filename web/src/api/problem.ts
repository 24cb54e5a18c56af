// Failures as the page knows them: an RFC 9457 document with its stable `reason`, or one of the page's own reasons.

export interface Problem {
  status: number;
  /** Stable: `NO_PRODUCT`; the page's own: `NETWORK`, `UNREADABLE_ANSWER`, `UNREADABLE_FILE`. */
  reason: string;
  detail: string;
  requestId: string;
  retryAfterSeconds: number | null;
  errors: { field: string; detail: string }[];
  facts: Record<string, string>;
}

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.reason);
    this.name = 'ProblemError';
  }
}

export function problem(reason: string, more: Partial<Problem> = {}): Problem {
  return { status: 0, reason, detail: '', requestId: '', retryAfterSeconds: null, errors: [], facts: {}, ...more };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A problem document as it came. Whatever is missing is left empty. */
export function problemFrom(document: unknown, status: number): Problem {
  const said = isRecord(document) ? document : {};
  const text = (name: string) => (typeof said[name] === 'string' ? said[name] : '');
  return problem(text('reason') || (status >= 500 ? 'INTERNAL' : 'UNREADABLE_ANSWER'), {
    status,
    detail: text('detail'),
    requestId: text('request_id'),
    retryAfterSeconds: typeof said.retry_after_s === 'number' ? said.retry_after_s : null,
    errors: Array.isArray(said.errors) ? (said.errors as Problem['errors']) : [],
    facts: isRecord(said.facts) ? (said.facts as Record<string, string>) : {},
  });
}

/** Why a job failed, in the same terms. */
export function problemOfFailure(failure: { reason: string; detail: string; facts: Record<string, string> }): Problem {
  return problem(failure.reason, { detail: failure.detail, facts: failure.facts });
}

export async function problemOfResponse(response: Response): Promise<Problem> {
  try {
    return problemFrom(await response.json(), response.status);
  } catch {
    return problemFrom(null, response.status);
  }
}

/** Whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof TypeError) return problem('NETWORK', { detail: error.message });
  return problem('PAGE_FAULT', { detail: error instanceof Error ? error.message : String(error) });
}

export function isStopped(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** Whether the same may succeed in a moment. */
export function isPassing(error: unknown): boolean {
  const { status, reason } = problemOf(error);
  return reason === 'NETWORK' || status === 503 || status === 504;
}
