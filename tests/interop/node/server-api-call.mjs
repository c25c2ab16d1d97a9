// One signed request to the server API, written from the API's description alone.

import { createHash, randomBytes } from 'node:crypto';

export async function call({ url, appId, secret }, { method, action, parameters }) {
  const nonce = randomBytes(8).toString('hex');
  const timestamp = Math.floor(Date.now() / 1000);
  const query = new URLSearchParams({
    Action: action,
    AppId: String(appId),
    SignatureNonce: nonce,
    Timestamp: String(timestamp),
    SignatureVersion: '2.0',
    Signature: createHash('md5').update(appId + nonce + secret + timestamp).digest('hex'),
  });
  let body;
  if (method === 'POST') {
    body = JSON.stringify(parameters);
  } else {
    for (const [name, value] of Object.entries(parameters)) {
      for (const one of [value].flat()) {
        query.append(Array.isArray(value) ? `${name}[]` : name, one);
      }
    }
  }

  const response = await fetch(`${url}/?${query}`, { method, body, headers: body && { 'Content-Type': 'application/json' } });
  return { status: response.status, ...(await response.json()) };
}
