// Against a server of our own in this process: real requests, real streams.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
let server: Server;
let handler: Handler;
const asked: string[] = [];

function tokens(response: ServerResponse, token: string, lives_s = 300): void {
  response.setHeader('content-type', 'application/json');
  const access_expire_time = new Date(Date.now() + lives_s * 1000).toISOString();
  response.end(JSON.stringify({ access_token: token, access_expire_time, account_id: 'a' }));
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ reason, detail: 'no', status, request_id: 'r1' }));
}

beforeEach(async () => {
  asked.length = 0;
  server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const plain = globalThis.fetch;
  vi.stubGlobal('location', new URL(origin));
  vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit) =>
    plain(typeof input === 'string' ? new URL(input, origin) : input, init),
  );
  localStorage.setItem('packshot.signed-in', '1');
  vi.resetModules();
});

afterEach(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});

describe('the session', () => {
  it('is refreshed once for all who ask at the same time', async () => {
    handler = (_, response) => setTimeout(() => tokens(response, 't1'), 20);
    const { freshToken } = await import('./session');
    expect(await Promise.all([freshToken(), freshToken(), freshToken()])).toEqual(['t1', 't1', 't1']);
    expect(asked).toEqual(['POST /v1/browser/session/refresh']);
  });
  it('is over where the server says so, and not where it does not answer', async () => {
    handler = (_, response) => refuse(response, 503, 'SERVICE_UNAVAILABLE');
    const { settled } = await import('./session');
    await expect(settled()).rejects.toMatchObject({ problem: { reason: 'SERVICE_UNAVAILABLE' } });
    handler = (_, response) => refuse(response, 401, 'SESSION_ENDED');
    expect(await settled()).toEqual({ state: 'out', expired: false });
  });
  it('is not asked for where nobody signed in', async () => {
    localStorage.removeItem('packshot.signed-in');
    const { settled } = await import('./session');
    expect((await settled()).state).toBe('out');
    expect(asked).toEqual([]);
  });
  it('leaves no token in any storage', async () => {
    handler = (_, response) => tokens(response, 'very-secret');
    const { freshToken } = await import('./session');
    await freshToken();
    expect(JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])).not.toContain('very-secret');
  });
});

describe('requests', () => {
  it('are sent again with a fresh token where the old one has expired', async () => {
    let made = 0;
    handler = (request, response) => {
      if (request.url?.endsWith('/refresh')) tokens(response, `t${(made += 1)}`);
      else if (request.headers.authorization === 'Bearer t2') response.end('yes');
      else refuse(response, 401, 'TOKEN_EXPIRED');
    };
    const { send } = await import('./client');
    expect(await (await send('/v1/x', { method: 'POST', body: 'b' })).text()).toBe('yes');
    expect(asked.filter((one) => one === 'POST /v1/x')).toHaveLength(2);
  });
  it('are not sent again for a wrong password', async () => {
    handler = (request, response) => {
      if (request.url?.endsWith('/refresh')) tokens(response, 't');
      else refuse(response, 401, 'BAD_CREDENTIALS');
    };
    const { send } = await import('./client');
    await expect(send('/v1/account/password', { method: 'POST' })).rejects.toMatchObject({
      problem: { reason: 'BAD_CREDENTIALS', requestId: 'r1' },
    });
    expect(asked.filter((one) => one === 'POST /v1/account/password')).toHaveLength(1);
  });
});

describe('events of a job', () => {
  it('go on from the last one where the line broke, to the end', async () => {
    const seen: (string | undefined)[] = [];
    handler = (request, response) => {
      if (request.url?.endsWith('/refresh')) {
        tokens(response, 't');
        return;
      }
      seen.push(request.headers['last-event-id'] as string | undefined);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const send = (id: number, event: string, data: unknown) =>
        response.write(`id: ${id}\r\nevent: ${event}\r\ndata: ${JSON.stringify(data)}\r\n\r\n`);
      if (seen.length === 1) {
        send(1, 'job', { state: 'running' });
        send(2, 'progress', { stage: 'matte', step: 1, total: 4 });
        setTimeout(() => response.destroy(), 30);
      } else {
        send(3, 'job', { state: 'succeeded' });
        response.end();
      }
    };
    const { jobEvents } = await import('./events');
    const events: string[] = [];
    for await (const { event, data } of jobEvents('j', new AbortController().signal)) {
      events.push(event === 'job' ? data.state : event === 'line' ? `line ${data}` : event);
    }
    expect(seen).toEqual([undefined, '2']);
    expect(events).toEqual(['running', 'progress', 'line false', 'line true', 'succeeded']);
  });
  it('end where asking again would not help', async () => {
    handler = (request, response) => {
      if (request.url?.endsWith('/refresh')) tokens(response, 't');
      else refuse(response, 404, 'JOB_NOT_FOUND');
    };
    const { jobEvents } = await import('./events');
    await expect(jobEvents('j', new AbortController().signal).next()).rejects.toMatchObject({
      problem: { reason: 'JOB_NOT_FOUND' },
    });
  });
});
