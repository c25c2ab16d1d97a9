// Where audio and video start: the two browsers of an accepted call connect to each other. What they need for that goes through the
// business server, which passes it on only while both are in the call. With a media service of another maker, this file is the place
// where its SDK would enter the room named like the call.

export class Room {
  #connection = new RTCPeerConnection();   // between networks: { iceServers: [ … your STUN and TURN servers … ] }
  #isOffering = false;
  #ignores = false;

  /** @param isCaller One of the two has to give way when both make an offer at once: it is the caller who does not. */
  constructor({ isCaller, send, onText, onStream }) {
    const connection = this.#connection;
    this.isCaller = isCaller;
    this.send = send;
    connection.onicecandidate = ({ candidate }) => candidate && send({ candidate });
    connection.onnegotiationneeded = () => this.#offer();
    connection.onconnectionstatechange = () => connection.connectionState === 'failed' && onText('the two browsers cannot reach each other');
    connection.ontrack = ({ streams }) => onStream(streams[0]);
    if (isCaller) {
      this.#watch(connection.createDataChannel('hello'), onText);
    } else {
      connection.ondatachannel = ({ channel }) => this.#watch(channel, onText);
    }
  }

  /** Takes what the other browser has sent. */
  async hear({ description, candidate }) {
    const connection = this.#connection;
    if (description) {
      const collides = description.type === 'offer' && (this.#isOffering || connection.signalingState !== 'stable');
      this.#ignores = this.isCaller && collides;
      if (!this.#ignores) {
        await connection.setRemoteDescription(description);
        if (description.type === 'offer') {
          await connection.setLocalDescription();
          this.send({ description: connection.localDescription });
        }
      }
    } else if (!this.#ignores) {
      await connection.addIceCandidate(candidate);
    }
  }

  /** Sends camera and microphone to the other browser. */
  async show() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    stream.getTracks().forEach((track) => this.#connection.addTrack(track, stream));
    return stream;
  }

  leave() {
    this.#connection.getSenders().forEach(({ track }) => track?.stop());
    this.#connection.close();
  }

  async #offer() {
    try {
      this.#isOffering = true;
      await this.#connection.setLocalDescription();
      this.send({ description: this.#connection.localDescription });
    } finally {
      this.#isOffering = false;
    }
  }

  /** Says hello over the connection, and how long that takes there and back. */
  #watch(channel, onText) {
    channel.onopen = () => this.isCaller && channel.send(`${performance.now()}`);
    channel.onmessage = ({ data }) => {
      if (this.isCaller) {
        onText(`connected directly, ${(performance.now() - data).toFixed(1)} ms there and back`);
      } else {
        channel.send(data);
        onText('connected directly');
      }
    };
  }
}
