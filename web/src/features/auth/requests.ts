import { ProblemError, problem } from '@/api/problem';

export const LEAST_CHARS = 10;

/** To routes that anybody may ask. */
export async function postPublic(path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    throw new ProblemError(problem('NETWORK'));
  }
}
