// A business server that receives callbacks and verifies them, written from docs/callbacks.md alone.
//
//   node callbacks.mjs SECRET [PORT]
//
// prints "receiving on PORT", and a line of JSON for each callback: {"id", "event", "genuine", "status", "body"}, genuine being true
// if every signature is right. It answers 204; 503 at the first try of a callback whose user_id or caller is "unlucky".
// For each line of JSON on its input, {"url", "appId", "secret", "requests": [{"method", "action", "parameters"}]}, it sends the
// requests to the server API and prints "replies" and the list of them.

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { call } from './server-api-call.mjs';

const [secret, port] = process.argv.slice(2);
const seen = new Set();

function equal(given, expected) {
  const [x, y] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return x.length === y.length && timingSafeEqual(x, y);
}

function isGenuine(headers, bytes, body) {
  const sorted = [secret, String(body.timestamp), body.nonce].sort((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
  return equal(headers['x-zimcall-signature'], `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`)
    && equal(body.signature, createHash('sha1').update(sorted.join('')).digest('hex'))
    && typeof body.appid === 'string'
    && Number.isInteger(body.timestamp)
    && Math.abs(Date.now() / 1000 - body.timestamp) < 60;
}

const server = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) {
    parts.push(part);
  }

  const bytes = Buffer.concat(parts);
  const body = JSON.parse(bytes.toString('utf8'));
  const id = request.headers['x-zimcall-event-id'];
  const status = [body.user_id, body.caller].includes('unlucky') && !seen.has(id) ? 503 : 204;
  seen.add(id);
  const genuine = request.method === 'POST' && isGenuine(request.headers, bytes, body);
  console.log(JSON.stringify({ id, event: body.event, genuine, status, body }));
  response.writeHead(status).end();
});

server.listen(Number(port ?? 0), '127.0.0.1', () => console.log(`receiving on ${server.address().port}`));

for await (const line of createInterface({ input: process.stdin })) {
  const { requests, ...api } = JSON.parse(line);
  const replies = [];
  for (const request of requests) {
    replies.push(await call(api, request));
  }

  console.log(`replies ${JSON.stringify(replies)}`);
}
