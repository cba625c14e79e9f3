// The clients that the page knows, column by column: some ten thousand of them are drawn in every frame.

export const TRAIL = 16;
/** More are counted, and not shown. */
export const MAX_CLIENTS = 50_000;
const GLIDE = 900;

/** Where a longitude is on the map of the world, from 0 to 1. */
export const worldX = (longitude) => (longitude + 180) / 360;
/** Where a latitude is, from 0 at the top to 1 (Web Mercator). */
export function worldY(latitude) {
  const sine = Math.sin(Math.max(-85.0511, Math.min(85.0511, latitude)) * Math.PI / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

function grown(column, length) {
  const next = new column.constructor(length);
  next.set(column);
  return next;
}

export class Clients {
  size = 0;
  /** How many are there that do not fit. */
  left = 0;
  /** Changes whenever anything does. */
  version = 0;
  records = [];
  x = new Float64Array(1024);
  y = new Float64Array(1024);
  fromX = new Float64Array(1024);
  fromY = new Float64Array(1024);
  movedAt = new Float64Array(1024);
  time = new Float64Array(1024);
  trail = new Float32Array(1024 * TRAIL * 2);
  trailEnd = new Uint8Array(1024);
  trailSize = new Uint8Array(1024);
  stale = new Uint8Array(1024);
  #slots = new Map();
  #until = 0;

  slot(path) {
    return this.#slots.get(path) ?? -1;
  }

  put(record, now) {
    let slot = this.slot(record.path);
    const x = worldX(record.longitude);
    const y = worldY(record.latitude);
    if (slot < 0) {
      if (this.size === MAX_CLIENTS) {
        this.left++;
        return;
      }
      slot = this.#add(record.path, x, y);
    } else if (this.x[slot] !== x || this.y[slot] !== y) {
      this.#move(slot, x, y, now);
    }
    this.stale[slot] = 0;
    this.records[slot] = record;
    this.time[slot] = Number(record.posixTime) * 1000;
    this.version++;
  }

  #add(path, x, y) {
    const slot = this.size++;
    if (slot === this.x.length) {
      this.#grow(2 * slot);
    }
    this.#slots.set(path, slot);
    this.x[slot] = this.fromX[slot] = x;
    this.y[slot] = this.fromY[slot] = y;
    this.movedAt[slot] = -GLIDE;
    this.trailEnd[slot] = this.trailSize[slot] = 0;
    this.#extend(slot, x, y);
    return slot;
  }

  #grow(length) {
    for (const name of ['x', 'y', 'fromX', 'fromY', 'movedAt', 'time', 'trailEnd', 'trailSize', 'stale']) {
      this[name] = grown(this[name], length);
    }
    this.trail = grown(this.trail, length * TRAIL * 2);
  }

  #move(slot, x, y, now) {
    const part = this.part(slot, now);
    this.fromX[slot] += (this.x[slot] - this.fromX[slot]) * part;
    this.fromY[slot] += (this.y[slot] - this.fromY[slot]) * part;
    this.x[slot] = x;
    this.y[slot] = y;
    this.movedAt[slot] = now;
    this.#until = now + GLIDE;
    this.#extend(slot, x, y);
  }

  #extend(slot, x, y) {
    const at = (slot * TRAIL + this.trailEnd[slot]) * 2;
    this.trail[at] = x;
    this.trail[at + 1] = y;
    this.trailEnd[slot] = (this.trailEnd[slot] + 1) % TRAIL;
    this.trailSize[slot] = Math.min(TRAIL, this.trailSize[slot] + 1);
  }

  /** Which part of its last move a point has done, from 0 to 1. */
  part(slot, now) {
    return Math.min(1, Math.max(0, (now - this.movedAt[slot]) / GLIDE));
  }

  /** Whether some point is under way. */
  gliding(now) {
    return now < this.#until;
  }

  /** The last takes the place of the one that goes. */
  remove(path) {
    const slot = this.slot(path);
    if (slot < 0) {
      return;
    }
    const last = --this.size;
    this.#slots.delete(path);
    if (slot !== last) {
      for (const name of ['x', 'y', 'fromX', 'fromY', 'movedAt', 'time', 'trailEnd', 'trailSize', 'stale']) {
        this[name][slot] = this[name][last];
      }
      this.trail.copyWithin(slot * TRAIL * 2, last * TRAIL * 2, (last + 1) * TRAIL * 2);
      this.records[slot] = this.records[last];
      this.#slots.set(this.records[slot].path, slot);
    }
    this.records.length = last;
    this.version++;
  }

  /** Whoever is not told of before the sweep is no more. */
  mark() {
    this.stale.fill(1, 0, this.size);
    this.left = 0;
  }

  sweep() {
    this.#drop((slot) => this.stale[slot]);
  }

  /** Drops whoever has last told before a time, in milliseconds since 1970. */
  expire(before) {
    this.#drop((slot) => this.time[slot] < before);
  }

  #drop(goes) {
    for (let slot = this.size - 1; slot >= 0; slot--) {
      if (goes(slot)) {
        this.remove(this.records[slot].path);
      }
    }
  }
}
