// Worlds to test in, and pages that open the attempt in them.

import { Attempt } from "../../apps/exam/src/attempt.js";
import { Clock } from "../../apps/exam/src/clock.js";
import { WaitingSaves } from "../../apps/exam/src/waiting.js";
import { MemoryShelf } from "../../apps/web/storage.js";
import { Air, Network, Server, Time } from "./world.mjs";

/**
 * A server with an attempt, a network to it, one browser.
 * @param {ConstructorParameters<typeof Server>[1]} [form]
 */
export function aWorld(form) {
  const time = new Time();
  const server = new Server(time, form);
  return { time, server, network: new Network(server, time), shelf: new MemoryShelf(), air: new Air(time) };
}

let tabs = 0;

/**
 * A page that opens the attempt; its form always arrives.
 * @param {Pick<ReturnType<typeof aWorld>, "time" | "server" | "network" | "air">
 *   & {shelf: import("../../apps/web/storage.js").Shelf | null}} world
 * @param {{channel?: boolean, random?: () => number}} [how]
 */
export function openTab({ time, server, network, shelf, air }, { channel = true, random = () => 0.5 } = {}) {
  /** @type {Set<any>} */
  const timers = new Set();
  const form = server.form();
  const clock = new Clock(time.now);
  clock.sync(form.attempt, time.ms, time.ms);
  let alive = true;
  const end = channel ? air.open() : null;
  const waiting = new WaitingSaves("abc", shelf);
  const attempt = new Attempt(form, {
    api: network.api(() => alive),
    waiting,
    clock,
    client: `tab${(tabs += 1)}`,
    now: time.now,
    random,
    channel: end,
    timers: {
      set: (run, ms) => {
        const timer = time.set(() => alive && run(), ms);
        timers.add(timer);
        return timer;
      },
      clear: time.clear,
    },
  });
  /** The page dies without a word: nothing of it runs any more. */
  const crash = () => {
    alive = false;
    end?.close();
    for (const timer of timers) time.clear(timer);
  };
  return { attempt, waiting, crash };
}
