// The page draws what the business server says of the user's phone, and asks for what the buttons say.
import { Room } from './room.js';

const $ = (id) => document.getElementById(id);
const show = (id, visible) => { $(id).hidden = !visible; };
const isThere = ({ state }) => ['Inviting', 'NotYetReceived', 'Received', 'Accepted'].includes(state);

let me;
let events;
let call;          // the one on the screen
let ringUntil = 0;
let room;          // of the call, once both are in it
let early = [];    // what the other browser said before that

async function ask(path, body) {
  const response = await fetch(`api/${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body ?? {}) });
  if (response.ok) {
    return true;
  }

  const problem = response.headers.get('content-type')?.includes('json') ? (await response.json()).message : `${response.status}`;
  $(me ? 'news' : 'login-error').textContent = problem;
  return false;
}

function draw(state) {
  $('connection').textContent = state.isConnected ? 'connected' : 'not connected';
  $('connection').classList.toggle('on', state.isConnected);
  call = state.calls.find(({ ownState }) => ownState === 'Accepted') ?? state.calls.find(({ ringSecondsLeft }) => ringSecondsLeft !== null);
  const others = call?.members.filter((member) => member.user !== me) ?? [];
  const peer = (call?.ownState === 'Accepted' ? others.find(({ state: its }) => its === 'Accepted') ?? others.find(isThere) : undefined)?.user ?? call?.caller;
  const talks = call?.ownState === 'Accepted' && others.some(({ state: its }) => its === 'Accepted');
  const rings = call !== undefined && call.ownState !== 'Accepted';
  show('idle', !call);
  show('calling', call?.ownState === 'Accepted' && !talks);
  show('ringing', rings);
  show('talking', talks);
  document.querySelectorAll('.peer').forEach((element) => { element.textContent = peer ?? ''; });
  ringUntil = rings ? performance.now() + call.ringSecondsLeft * 1000 : 0;
  count();
  document.title = rings ? `${peer} is calling` : talks ? `In call with ${peer}` : 'Calls';
  if (room && (!talks || room.callID !== call.callID)) {
    leave();
  }

  if (talks && !room) {
    enter(peer);
  }

  if (!call) {
    early = [];
  }
}

function enter(peer) {
  const { callID, caller } = call;
  $('room-name').textContent = callID;
  $('media').textContent = 'connecting …';
  $('news').textContent = '';
  room = new Room({
    isCaller: caller === me,
    send: (data) => ask('media', { callID, to: peer, data }),
    onText: (text) => { $('media').textContent = text; },
    onStream: (stream) => { $('theirs').srcObject = stream; show('theirs', true); },
  });
  room.callID = callID;
  early.filter((item) => item.callID === callID).forEach(({ data }) => room.hear(data));
  early = [];
}

function leave() {
  room.leave();
  room = undefined;
  for (const id of ['theirs', 'ours']) {
    $(id).srcObject = null;
    show(id, false);
  }
}

function count() {
  $('left').textContent = Math.max(0, Math.ceil((ringUntil - performance.now()) / 1000));
}

async function drawHistory() {
  const response = await fetch('api/calls');
  const calls = response.ok ? await response.json() : [];
  show('history', calls.length > 0);
  $('calls').replaceChildren(...calls.map(({ caller, lines }) => {
    const item = document.createElement('li');
    item.textContent = `${caller}: ${lines.map(({ event, users }) => `${event} ${users}`).join(' → ')}`;
    return item;
  }));
}

function listen() {
  events = new EventSource('api/events');
  events.addEventListener('state', ({ data }) => draw(JSON.parse(data)));
  events.addEventListener('news', ({ data }) => { $('news').textContent = JSON.parse(data).text; });
  events.addEventListener('media', ({ data }) => {
    const item = JSON.parse(data);
    room?.callID === item.callID ? room.hear(item.data) : early.push(item);
  });
  events.addEventListener('replaced', () => { events.close(); $('news').textContent = 'Another page of yours has the phone now.'; });
  events.onerror = () => {
    $('connection').classList.remove('on');
    $('connection').textContent = 'not connected';
    if (events.readyState === EventSource.CLOSED) {
      $('news').textContent = 'The server that signals calls cannot be reached; trying again.';
      setTimeout(listen, 2000);
    }
  };
}

$('login').onsubmit = async (event) => {
  event.preventDefault();
  const name = $('name').value;
  if (await ask('login', { name })) {
    me = name;
    $('me').textContent = name;
    show('login', false);
    show('phone', true);
    listen();
  }
};
$('logout').onclick = async () => { await ask('logout'); location.reload(); };
$('idle').onsubmit = (event) => { event.preventDefault(); ask('call', { name: $('other').value }); };
$('accept').onclick = () => ask('accept', { callID: call.callID });
$('reject').onclick = () => ask('reject', { callID: call.callID });
$('cancel').onclick = $('hangup').onclick = () => ask('hangup', { callID: call.callID });
$('camera').onclick = async () => {
  try {
    $('ours').srcObject = await room.show();
    show('ours', true);
  } catch (error) {
    $('news').textContent = `No camera: ${error.message}`;
  }
};
setInterval(count, 250);
setInterval(() => me && drawHistory(), 1000);
