// What client and server share: the service from the tests' own .proto, and lines of JSON on standard output.
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const proto = fileURLToPath(new URL('../../ZimCall.Wire.Tests/protos/echo.proto', import.meta.url));

export const { Echo } = grpc.loadPackageDefinition(loadSync(proto, { defaults: true })).zimcall.wire.tests;

export function say(line) {
  process.stdout.write(JSON.stringify(line) + '\n');
}
