// The connection of an interactive page: messages as bytes, breaks, and the end of the kernel.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Link } from "../../apps/live/src/link.js";
import { decode, encode } from "../../apps/live/src/messages.js";

/** A websocket that notes what is sent on it. */
class Socket {
  readyState = 1;
  /** @type {import("../../apps/live/src/messages.js").Message[]} */
  sent = [];
  /** @type {any} */ onopen = null;
  /** @type {any} */ onmessage = null;
  /** @type {any} */ onclose = null;

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  send(bytes) {
    this.sent.push(decode(bytes.buffer));
  }

  close() {}

  /** The kernel says how it is, because of a message. @param {string} cause @param {string} state */
  status(cause, state) {
    const header = { msg_id: "k", msg_type: "status" };
    const bytes = encode({ channel: "iopub", header, content: { execution_state: state } });
    const message = { ...decode(bytes.buffer), parent_header: { msg_id: cause } };
    this.onmessage({ data: withParent(message) });
  }

  /** The kernel hears us: it is done with the newest question whether it does. */
  hear() {
    const fence = this.sent.findLast(({ header }) => header.msg_type === "kernel_info_request");
    this.status(String(fence?.header.msg_id), "idle");
  }

  /** Types of what was sent, less the questions whether the kernel hears. */
  get types() {
    return this.sent.map(({ header }) => header.msg_type).filter((type) => type !== "kernel_info_request");
  }
}

/** @param {import("../../apps/live/src/messages.js").Message} message @returns {ArrayBuffer} */
function withParent({ channel, header, parent_header, content }) {
  const text = new TextEncoder();
  const parts = [text.encode(channel), ...[header, parent_header, {}, content].map((part) => text.encode(JSON.stringify(part)))];
  const start = 8 * (parts.length + 2);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, start));
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(parts.length + 1), true);
  let offset = start;
  parts.forEach((part, index) => {
    view.setBigUint64(8 * (index + 1), BigInt(offset), true);
    bytes.set(part, offset);
    offset += part.length;
  });
  view.setBigUint64(8 * (parts.length + 1), BigInt(offset), true);
  return bytes.buffer;
}

/** A link in a world of its own. @param {import("../../apps/live/src/link.js").Answer} answer */
function world(answer = "there") {
  /** @type {Socket[]} */
  const sockets = [];
  /** @type {(() => void)[]} */
  const later = [];
  const open = () => {
    const socket = new Socket();
    sockets.push(socket);
    return /** @type {any} */ (socket);
  };
  const link = new Link({ open, ask: async () => answer, later: (work) => later.push(work), session: "s" });
  const newest = () => /** @type {Socket} */ (sockets.at(-1));
  return { link, sockets, later, newest };
}

test("a message survives the way through bytes, its buffers aligned", () => {
  const header = { msg_id: "1", msg_type: "comm_msg" };
  const buffers = [new Uint8Array([1, 2, 3]), new Float64Array([0.5, -2])];
  const read = decode(encode({ channel: "shell", header, content: { été: "ü" }, buffers }).buffer);
  assert.equal(read.channel, "shell");
  assert.deepEqual(read.content, { été: "ü" });
  const [first, second] = read.buffers;
  assert.deepEqual([...new Uint8Array(first?.buffer ?? new ArrayBuffer(0))], [1, 2, 3]);
  assert.deepEqual([...new Float64Array(second?.buffer ?? new ArrayBuffer(0))], [0.5, -2]);
});

test("what is sent before the kernel hears us waits, and goes in order", () => {
  const { link, newest } = world();
  link.send("comm_open", {});
  link.connect();
  link.send("comm_msg", {});
  newest().onopen();
  assert.deepEqual(newest().types, []);
  newest().hear();
  assert.deepEqual(newest().types, ["comm_open", "comm_msg"]);
});

test("what the kernel began before a break is not sent again, what it missed is", async () => {
  const { link, newest, later } = world();
  link.connect();
  newest().onopen();
  newest().hear();
  const begun = link.send("comm_msg", { n: 1 });
  link.send("comm_msg", { n: 2 });
  newest().status(begun, "busy");
  newest().onclose({ code: 1006 });
  assert.equal(link.state, "lost");
  link.send("comm_msg", { n: 3 });
  later.pop()?.();
  await new Promise(setImmediate);
  newest().onopen();
  newest().hear();
  const sent = newest().sent.filter(({ header }) => header.msg_type === "comm_msg");
  assert.deepEqual(sent.map(({ content }) => content.n), [2, 3]);
});

test("a widget whose answer was lost in a break may send again", async () => {
  const { link, newest, later } = world();
  link.connect();
  newest().onopen();
  newest().hear();
  /** @type {string[]} */
  const states = [];
  const status = (/** @type {any} */ message) => void states.push(message.content.execution_state);
  const begun = link.send("comm_msg", {}, { callbacks: /** @type {any} */ ({ iopub: { status } }) });
  newest().status(begun, "busy");
  newest().onclose({ code: 1006 });
  later.pop()?.();
  await new Promise(setImmediate);
  newest().onopen();
  newest().hear();
  assert.deepEqual(states, ["busy", "idle"]);
});

for (const [code, state] of /** @type {const} */ ([[4001, "idle"], [4002, "replaced"], [4003, "died"], [4004, "signed-out"], [4005, "gone"]])) {
  test(`the close code ${code} is an end: ${state}`, () => {
    const { link, newest, sockets } = world();
    link.connect();
    newest().onopen();
    newest().onclose({ code });
    assert.equal(link.state, state);
    link.connect();
    assert.equal(sockets.length, 1);
  });
}

test("after a break the server may say that the kernel is gone", async () => {
  const { link, newest } = world("gone");
  link.connect();
  newest().onclose({ code: 1006 });
  await link.retry();
  assert.equal(link.state, "gone");
});

test("while the server does not answer it is tried again, later and later", async () => {
  const { link, newest, later } = world("unknown");
  link.connect();
  newest().onclose({ code: 1006 });
  for (let count = 0; count < 4; count += 1) {
    later.pop()?.();
    await new Promise(setImmediate);
  }
  assert.equal(link.state, "lost");
  assert.equal(later.length, 1);
});
