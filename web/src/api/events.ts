// Server-sent events over fetch, since EventSource can send no token. A line that breaks is taken up where it broke.
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { untilOnline } from '@/lib/online';
import { send, type Schemas } from './client';
import { ProblemError, isPassing, isStopped, problemFrom } from './problem';

export type Job = Schemas['Job'];

export type JobEvent =
  | { event: 'job'; data: Job }
  | { event: 'progress'; data: { stage: string; step: number; total: number } }
  | { event: 'preview'; data: { content_type: string; base64: string } }
  /** The line broke (`false`) or is there again (`true`). */
  | { event: 'line'; data: boolean };

const ENDED = new Set(['succeeded', 'failed', 'cancelled', 'expired']);
const LONGEST_WAIT_MS = 15_000;

export function hasEnded(job: Pick<Job, 'state'>): boolean {
  return ENDED.has(job.state);
}

export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('stopped', 'AbortError'));
    });
  });
}

/** A job's events to its end, over as many connections as it takes. Throws `ProblemError` where asking again would not help. */
export async function* jobEvents(id: string, signal: AbortSignal): AsyncGenerator<JobEvent> {
  let last = '';
  let wait_ms = 0;
  let broken = false;
  for (;;) {
    try {
      const headers = { accept: 'text/event-stream', ...(last && { 'last-event-id': last }) };
      const response = await send(`/v1/jobs/${encodeURIComponent(id)}/events`, { headers, signal });
      if (!response.body) return;
      if (broken) yield { event: 'line', data: true };
      broken = false;
      const lines = response.body
        .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>)
        .pipeThrough(new EventSourceParserStream());
      for await (const line of read(lines)) {
        wait_ms = 0;
        if (line.id) last = line.id;
        const data: unknown = JSON.parse(line.data);
        if (line.event === 'problem') throw new ProblemError(problemFrom(data, 503));
        const event = { event: line.event ?? 'job', data } as JobEvent;
        yield event;
        if (event.event === 'job' && hasEnded(event.data)) return;
      }
    } catch (error) {
      if (isStopped(error) || !(isPassing(error) || error instanceof TypeError)) throw error;
    }
    if (!broken) yield { event: 'line', data: false };
    broken = true;
    await untilOnline(signal);
    wait_ms = Math.min(LONGEST_WAIT_MS, wait_ms * 2 + 500);
    await pause(wait_ms * (0.5 + Math.random()), signal);
  }
}

/** Safari has no async iteration of streams. */
async function* read<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
