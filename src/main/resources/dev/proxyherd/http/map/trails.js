// Where the clients have been: lines on a canvas of their own, drawn again only when somebody has moved, or the map.
import { TRAIL } from './clients.js';
import { clear, overlay, view } from './overlay.js';

/** Trails get shorter where there are many. */
const SEGMENTS = 20_000;
/** From so many on they are as thin as lines can be, which is what is drawn fast. */
const MANY = 1000;

export class Trails {
  #map;
  #clients;
  #context;

  constructor(map, clients) {
    this.#map = map;
    this.#clients = clients;
    this.#context = overlay(map, 'trails');
  }

  /** `ages` has the colours, and `ageOf(slot)` says which is a client's. */
  draw(colours, ageOf) {
    const clients = this.#clients;
    const context = this.#context;
    const { scale, left, top, width, height } = view(this.#map);
    clear(context);
    const visible = colours.map(() => []);
    let count = 0;
    for (let slot = 0; slot < clients.size; slot++) {
      const x = clients.x[slot] * scale - left;
      const y = clients.y[slot] * scale - top;
      if (clients.trailSize[slot] > 1 && x > 0 && y > 0 && x < width && y < height) {
        visible[ageOf(slot)].push(slot);
        count++;
      }
    }
    const longest = Math.min(TRAIL - 1, Math.floor(SEGMENTS / Math.max(1, count)));
    context.lineWidth = count > MANY ? 1 / devicePixelRatio : 1.5;
    context.globalAlpha = 0.55;
    visible.forEach((slots, age) => {
      context.beginPath();
      slots.forEach((slot) => this.#trace(slot, longest, scale, left, top));
      context.strokeStyle = colours[age];
      context.stroke();
    });
    context.globalAlpha = 1;
  }

  #trace(slot, longest, scale, left, top) {
    const { trail, trailEnd, trailSize } = this.#clients;
    const points = Math.min(longest + 1, trailSize[slot]);
    for (let back = 1; back <= points; back++) {
      const at = (slot * TRAIL + (trailEnd[slot] - back + TRAIL) % TRAIL) * 2;
      const x = trail[at] * scale - left;
      const y = trail[at + 1] * scale - top;
      back === 1 ? this.#context.moveTo(x, y) : this.#context.lineTo(x, y);
    }
  }
}
