// Token04 in Node's own crypto, written from the description of the format (R-LOG-4) alone.
//
//   node token04.mjs             reads lines of JSON, {"do": "make" | "open", ...}, and answers each with one
//   node token04.mjs vectors     prints the vectors that the tests keep in token04-vectors.json

import { createCipheriv, createDecipheriv } from 'node:crypto';
import { createInterface } from 'node:readline';

function make({ claims, text, secret, iv, expire }) {
  const json = text ?? JSON.stringify(claims);
  const cipher = createCipheriv('aes-256-cbc', Buffer.from(secret, 'utf8'), Buffer.from(iv, 'hex'));
  const ciphertext = Buffer.concat([cipher.update(json, 'utf8'), cipher.final()]);
  const head = Buffer.alloc(10);
  head.writeBigInt64BE(BigInt(expire ?? claims.expire));
  head.writeInt16BE(16, 8);
  const length = Buffer.alloc(2);
  length.writeInt16BE(ciphertext.length);
  return '04' + Buffer.concat([head, Buffer.from(iv, 'hex'), length, ciphertext]).toString('base64');
}

function open({ token, secret }) {
  const bytes = Buffer.from(token.slice(2), 'base64');
  const iv = bytes.subarray(10, 26);
  const decipher = createDecipheriv('aes-256-cbc', Buffer.from(secret, 'utf8'), iv);
  const json = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  return {
    version: token.slice(0, 2),
    expire: Number(bytes.readBigInt64BE(0)),
    ivLength: bytes.readInt16BE(8),
    ciphertextLength: bytes.readInt16BE(26),
    restLength: bytes.length - 28,
    claims: JSON.parse(json),
  };
}

const vectors = [
  {
    name: 'plain',
    secret: '0123456789abcdef0123456789abcdef',
    iv: '000102030405060708090a0b0c0d0e0f',
    claims: { app_id: 1, user_id: 'alice', nonce: 1234567890, ctime: 1893456000, expire: 1893459600, payload: '' },
  },
  {
    name: 'payload',
    secret: 'fa94dd0f974cf2e293728a526b028271',
    iv: 'ffeeddccbbaa99887766554433221100',
    claims: {
      app_id: 4294967295,
      user_id: '!#$%&()+-:;<=.>?@[]^_{}|~aZ09',
      nonce: -2147483648,
      ctime: 1893456000,
      expire: 1893456060,
      payload: '{"room_id":"r\\"1","privilege":{"1":1,"2":0},"note":"überall 通话"}',
    },
  },
  {
    name: 'other order',
    secret: '0123456789abcdef0123456789abcdef',
    iv: '5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a',
    claims: { payload: 'p', expire: 1893456001, ctime: 1893456000, nonce: 0, user_id: 'b', app_id: 7, more: [1, { a: null }] },
  },
];

if (process.argv[2] === 'vectors') {
  const made = vectors.map(({ name, secret, iv, claims }) => ({ name, secret, claims, token: make({ claims, secret, iv }) }));
  process.stdout.write(JSON.stringify(made, null, 2) + '\n');
} else {
  for await (const line of createInterface({ input: process.stdin })) {
    const command = JSON.parse(line);
    const answer = command.do === 'make' ? { token: make(command) } : open(command);
    process.stdout.write(JSON.stringify(answer) + '\n');
  }
}
