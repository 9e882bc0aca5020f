/** Jupyter messages as the websocket carries them: protocol `v1.kernel.websocket.jupyter.org`. */

export const PROTOCOL = "v1.kernel.websocket.jupyter.org";

/** @typedef {{msg_id: string, msg_type: string, [more: string]: unknown}} Header */
/**
 * @typedef {object} Message
 * @property {string} channel
 * @property {Header} header
 * @property {Partial<Header>} parent_header
 * @property {any} metadata
 * @property {any} content
 * @property {DataView[]} buffers
 */

/**
 * The bytes of a message: a count, where each part begins and the last ends, then the parts.
 * @param {Pick<Message, "channel" | "header" | "content"> & {metadata?: any,
 *   buffers?: (ArrayBuffer | ArrayBufferView)[]}} message
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function encode({ channel, header, metadata = {}, content, buffers = [] }) {
  const text = new TextEncoder();
  const parts = [text.encode(channel)];
  for (const part of [header, {}, metadata, content]) parts.push(text.encode(JSON.stringify(part)));
  for (const buffer of buffers) parts.push(bytesOf(buffer));
  const start = 8 * (parts.length + 2);
  const total = parts.reduce((sum, part) => sum + part.length, start);
  const bytes = new Uint8Array(total);
  const head = new DataView(bytes.buffer);
  head.setBigUint64(0, BigInt(parts.length + 1), true);
  let offset = start;
  parts.forEach((part, index) => {
    head.setBigUint64(8 * (index + 1), BigInt(offset), true);
    bytes.set(part, offset);
    offset += part.length;
  });
  head.setBigUint64(8 * (parts.length + 1), BigInt(offset), true);
  return bytes;
}

/**
 * The message in those bytes. Buffers are copies, so that arrays of any number type fit on them.
 * @param {ArrayBuffer} data
 * @returns {Message}
 */
export function decode(data) {
  const head = new DataView(data);
  const count = Number(head.getBigUint64(0, true));
  /** @type {number[]} */
  const offsets = [];
  for (let index = 0; index < count; index += 1) offsets.push(Number(head.getBigUint64(8 * (index + 1), true)));
  const part = (/** @type {number} */ index) => data.slice(offsets[index] ?? 0, offsets[index + 1]);
  const text = new TextDecoder();
  const json = (/** @type {number} */ index) => JSON.parse(text.decode(part(index)));
  const buffers = [];
  for (let index = 5; index < count - 1; index += 1) buffers.push(new DataView(part(index)));
  return {
    channel: text.decode(part(0)),
    header: json(1),
    parent_header: json(2),
    metadata: json(3),
    content: json(4),
    buffers,
  };
}

/**
 * @param {ArrayBuffer | ArrayBufferView} buffer
 * @returns {Uint8Array<ArrayBuffer>}
 */
function bytesOf(buffer) {
  if (!ArrayBuffer.isView(buffer)) return new Uint8Array(buffer);
  return new Uint8Array(/** @type {ArrayBuffer} */ (buffer.buffer), buffer.byteOffset, buffer.byteLength);
}
