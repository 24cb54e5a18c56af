// The gateway, typed by its own OpenAPI document.
//
//   const jobs = await told(api.GET('/v1/jobs', { params: { query: { page_size: 20 } } }));
//
// `told` gives the answer's data or throws a `ProblemError`. `send` is for what has no JSON answer: pictures, zips, streams.
import createClient from 'openapi-fetch';
import { ProblemError, problem, problemFrom, problemOfResponse } from './problem';
import type { components, paths } from './schema';
import { freshToken, refresh } from './session';

export type Schemas = components['schemas'];

/** A wrong password is a 401, too; asking twice would count twice. */
const TOKEN_REASONS = new Set(['TOKEN_EXPIRED', 'TOKEN_INVALID', 'UNAUTHENTICATED']);

async function attempt(request: Request, token: string | null): Promise<Response> {
  if (token !== null) request.headers.set('authorization', `Bearer ${token}`);
  try {
    return await fetch(request);
  } catch (error) {
    if (error instanceof TypeError) throw new ProblemError(problem('NETWORK', { detail: error.message }));
    throw error;
  }
}

/** `fetch` with the session's token, renewed once where the server says that it is over. */
export async function authorised(input: Request | string, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const again = request.clone();
  const response = await attempt(request, await known());
  if (response.status !== 401 || !TOKEN_REASONS.has((await problemOfResponse(response.clone())).reason))
    return response;
  const now = await refresh();
  return now.state === 'in' ? attempt(again, now.token) : response;
}

async function known(): Promise<string | null> {
  try {
    return await freshToken();
  } catch (error) {
    if (error instanceof TypeError) throw new ProblemError(problem('NETWORK', { detail: error.message }));
    throw error;
  }
}

export const api = createClient<paths>({ baseUrl: location.origin, fetch: (request) => authorised(request) });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of an answer. Throws `ProblemError`. */
export async function told<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok) throw new ProblemError(problemFrom(error, response.status));
  return data as T;
}

/** A response that is no problem. Throws `ProblemError`. */
export async function send(path: string, init?: RequestInit): Promise<Response> {
  const response = await authorised(new URL(path, location.origin).href, init);
  if (!response.ok) throw new ProblemError(await problemOfResponse(response));
  return response;
}

/** The bytes of an asset or its thumbnail: behind a token, so no plain address shows them. */
export async function assetBlob(id: string, what: 'content' | 'thumbnail', signal?: AbortSignal): Promise<Blob> {
  const response = await send(`/v1/assets/${encodeURIComponent(id)}/${what}`, signal ? { signal } : undefined);
  return response.blob();
}
