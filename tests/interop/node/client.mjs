// A gRPC client for the tests: node client.mjs <host:port>. Each line of standard input is one call to make,
// {"scenario","count","size","deadlineMs","cancel"}; each is answered with one line that says how the call ended.
import { createInterface } from 'node:readline';
import grpc from '@grpc/grpc-js';
import { Echo, say } from './echo.mjs';

const client = new Echo(process.argv[2], grpc.credentials.createInsecure());

function run({ scenario = 'echo', count = 0, size = 0, deadlineMs, cancel = false }) {
  return new Promise((done) => {
    const metadata = new grpc.Metadata();
    metadata.set('scenario', scenario);
    const call = client.Duplex(metadata, deadlineMs ? { deadline: Date.now() + deadlineMs } : {});
    const result = { received: 0, inOrder: true, bytes: 0 };
    call.on('data', (message) => {
      result.inOrder &&= message.number === result.received;
      result.received++;
      result.bytes += message.payload.length;
      if (cancel) {
        call.cancel();
      }
    });
    call.on('error', () => {});
    call.on('status', ({ code, details, metadata: trailers }) =>
      done({ ...result, code, details, trailer: trailers.get('zim-error-code')[0] ?? null }));
    for (let number = 0; number < count; number++) {
      call.write({ number, payload: Buffer.alloc(size) });
    }

    if (scenario === 'echo') {
      call.end();
    }
  });
}

function unary({ size }) {
  return new Promise((done) => {
    client.Unary({ payload: Buffer.alloc(size) }, (error, message) =>
      done({ code: error?.code ?? 0, bytes: message?.payload.length ?? 0 }));
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  say(await (command.unary ? unary(command) : run(command)));
}

process.exit(0);
