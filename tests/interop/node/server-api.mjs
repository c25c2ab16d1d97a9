// A business server that talks to the server API, written from the API's description alone.
//
//   node server-api.mjs      reads one line of JSON, {"url", "appId", "secret", "requests": [{"method", "action", "parameters"}]},
//                            sends the requests one after another, and prints the list of the replies

import { createInterface } from 'node:readline';
import { call } from './server-api-call.mjs';

for await (const line of createInterface({ input: process.stdin })) {
  const { requests, ...server } = JSON.parse(line);
  const replies = [];
  for (const request of requests) {
    replies.push(await call(server, request));
  }

  console.log(JSON.stringify(replies));
  break;
}
