// Alice calls bob, bob answers, alice hangs up.   node call.mjs [HOST:PORT [signaling.proto]]
import { createHmac, randomBytes } from 'node:crypto';
import grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const [server = '127.0.0.1:7350', proto = 'signaling.proto'] = process.argv.slice(2);
const app = { id: 1, sign: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' };   // zimcall-server --dev
const { Signaling } = grpc.loadPackageDefinition(loadSync(proto, { keepCase: true, longs: String, defaults: true, oneofs: true })).zimcall.v1;
const [accepted, advanced] = [1, 1];   // ZIM's numbers

class Phone {
  #user;
  #stream;
  #heartbeat;
  #loggedIn = withResolvers();
  #ended = withResolvers();
  #requests = new Map();    // id → who waits for the reply
  #revisions = new Map();   // callID → the highest revision seen
  #lastId = 0;
  #deviceId = randomBytes(16).toString('hex');   // keep it over restarts to come back to calls
  onEvent = () => {};

  constructor(user) {
    this.#user = user;
  }

  /** Ends when everything that was missed is there. */
  login() {
    this.#stream = new Signaling(server, grpc.credentials.createInsecure()).Connect();
    this.#stream.on('data', (frame) => this.#take(frame));
    this.#stream.on('error', () => {});   // its status comes next
    this.#stream.on('status', ({ code, details, metadata }) => {
      clearInterval(this.#heartbeat);
      const error = new Error(`${this.#user}: ${details} (${metadata.get('zim-error-code')[0] ?? code})`);
      this.#loggedIn.reject(error);
      code === grpc.status.OK ? this.#ended.resolve() : this.#ended.reject(error);
    });
    this.#stream.write({
      hello: { protocol_version: 1, app_id: app.id, user_id: this.#user, device_id: this.#deviceId, instance_id: randomBytes(16), client: 'example/1' },
    });
    return this.#loggedIn.promise;
  }

  /** Asks for an operation, and gives back its result. */
  ask(operation, content) {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#requests.set(id, { resolve, reject });
      this.#stream.write({ request: { id, settled_below: Math.min(...this.#requests.keys()), [operation]: content } });
    });
  }

  logout() {
    this.#stream.write({ logout: {} });
    return this.#ended.promise;
  }

  #take(frame) {
    const content = frame[frame.frame];   // which of the frames it is, and what is in it
    switch (frame.frame) {
      case 'challenge':
        this.#stream.write({ proof: { hmac: this.#prove(content.nonce) } });
        break;
      case 'welcome':
        this.#heartbeat = setInterval(() => this.#stream.write({ ping: {} }), content.heartbeat_interval_ms);
        break;
      case 'catch_up':
        content.updates.forEach((update) => this.#update(update));
        if (content.last) {
          this.#loggedIn.resolve();
        }
        break;
      case 'reply':
        this.#reply(content);
        break;
      case 'update':
        this.#update(content);
        break;
    }
  }

  #prove(nonce) {
    const text = `zimcall-login-1\n${app.id}\n${this.#user}\n${this.#deviceId}\n`;
    return createHmac('sha256', Buffer.from(app.sign, 'hex')).update(text).update(nonce).digest();
  }

  #reply(reply) {
    const { resolve, reject } = this.#requests.get(Number(reply.id));
    this.#requests.delete(Number(reply.id));
    reply.outcome === 'error' ? reject(new Error(`${reply.error.code}: ${reply.error.message}`)) : resolve(reply[reply.outcome]);
  }

  #update({ call_id: callID, revision, events }) {
    if (BigInt(revision) <= (this.#revisions.get(callID) ?? 0n)) {
      return;
    }

    this.#revisions.set(callID, BigInt(revision));
    for (const event of events) {
      if (event.kind === 'received') {
        this.#stream.write({ received: { call_id: callID } });   // at once: it makes this user Received for the others
      }

      this.onEvent(event.kind, event[event.kind], callID);
    }
  }
}

function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

const [alice, bob] = [new Phone('alice'), new Phone('bob')];
const over = withResolvers();

bob.onEvent = async (kind, event, callID) => {
  if (kind === 'received') {
    console.log(`bob: ${event.call.caller} is calling`);
    await bob.ask('call_accept', { call_id: callID });
  } else if (kind === 'ended') {
    console.log(`bob: ${event.operated_user_id} has hung up`);
    over.resolve();
  }
};

alice.onEvent = async (kind, event, callID) => {
  if (kind === 'user_state_changed' && event.changed.some(({ user_id, state }) => user_id === 'bob' && state === accepted)) {
    console.log('alice: bob has accepted');
    await alice.ask('call_end', { call_id: callID });
  }
};

await Promise.all([alice.login(), bob.login()]);
await alice.ask('call_invite', { call_id: randomBytes(8).readBigUInt64BE().toString(), invitees: ['bob'], mode: advanced, timeout: 30 });
await over.promise;
await Promise.all([alice.logout(), bob.logout()]);
process.exit(0);   // grpc-js keeps its connections open for a while
