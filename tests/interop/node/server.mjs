// A gRPC server for the tests. The metadata "scenario" says how a call is to behave. Says {"port"} when it listens,
// {"event":"cancelled"} when a client cancels. Ends with its standard input.
import grpc from '@grpc/grpc-js';
import { Echo, say } from './echo.mjs';

const scenarios = {
  echo(call) {
    call.on('data', (message) => call.write(message));
    call.on('end', () => call.end());
  },
  fail(call) {
    const trailer = new grpc.Metadata();
    trailer.set('zim-error-code', '6000281');
    call.emit('error', { code: grpc.status.PERMISSION_DENIED, details: 'nicht erlaubt: schön 通话 100%', metadata: trailer });
  },
  hang(call) {
    call.write({ number: 1 });
    call.on('data', () => {});
  },
  abort(call) {
    call.on('data', () => call.emit('error', { code: grpc.status.CANCELLED, details: 'the server has had enough' }));
  },
};

function duplex(call) {
  call.on('cancelled', () => say({ event: 'cancelled' }));
  scenarios[call.metadata.get('scenario')[0] ?? 'echo'](call);
}

const server = new grpc.Server();
server.addService(Echo.service, { Duplex: duplex, Unary: (call, callback) => callback(null, call.request) });
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    throw error;
  }

  say({ port });
});
process.stdin.on('end', () => process.exit(0)).resume();
