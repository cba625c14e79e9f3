// All clients over the map, in one pass a frame, and only where something has changed.
import { labels } from './labels.js';
import { clear, overlay, view } from './overlay.js';
import { Sheet, Stamp } from './stamps.js';
import { colour, reducedMotion } from './theme.js';
import { now as memberTime } from './time.js';
import { Trails } from './trails.js';

const AGES = [60_000, 600_000, 3_600_000, Infinity];
const RADIUS = [5, 4.2, 3.5, 3];
/** How far from a point a click may be. */
const REACH = 14;
const RING = 9;
const MAX_NAME = 60;
/** Points get older by themselves. */
const AGEING = 1000;

export class Points {
  frames = 0;
  /** The path of the one that is selected. */
  selected = null;
  highlighted = new Set();
  #map;
  #clients;
  #trails;
  #context;
  #sheet;
  #stamps = [];
  #colours = {};
  #dirty = true;
  #drawn = -1;
  #aged = 0;

  constructor(map, clients) {
    this.#map = map;
    this.#clients = clients;
    this.#trails = new Trails(map, clients);
    this.#context = overlay(map, 'points');
    this.#sheet = new Sheet(this.#context);
    map.on('move zoom', () => this.changed());
    map.on('resize', () => this.paint()); // the screen's resolution may be another
    requestAnimationFrame((now) => this.#frame(now));
  }

  /** Something else than a client's place has changed. */
  changed() {
    this.#dirty = true;
  }

  /** Reads the theme's colours. */
  paint() {
    this.#colours = { ages: AGES.map((_, age) => colour(`age-${age}`)), text: colour('text'), halo: colour('halo'), accent: colour('accent') };
    this.#stamps = this.#colours.ages.map((fill, age) => new Stamp(8, (context) => {
      context.beginPath();
      context.arc(0, 0, RADIUS[age], 0, 2 * Math.PI);
      context.fillStyle = fill;
      context.fill();
      context.strokeStyle = this.#colours.halo;
      context.stroke();
    }));
    this.changed();
  }

  #frame(now) {
    requestAnimationFrame((next) => this.#frame(next));
    const clients = this.#clients;
    const changed = this.#dirty || clients.version !== this.#drawn || now - this.#aged > AGEING;
    if (!changed && !clients.gliding(now)) {
      return;
    }
    const today = memberTime();
    const ageOf = (slot) => {
      const age = today - clients.time[slot];
      return age <= AGES[0] ? 0 : age <= AGES[1] ? 1 : age <= AGES[2] ? 2 : 3;
    };
    if (changed) {
      this.#dirty = false;
      this.#drawn = clients.version;
      this.#aged = now;
      this.#trails.draw(this.#colours.ages, ageOf);
    }
    this.#draw(reducedMotion.matches ? Infinity : now, ageOf);
    this.frames++;
  }

  #draw(now, ageOf) {
    const clients = this.#clients;
    const sheet = this.#sheet;
    const { scale, left, top } = view(this.#map);
    sheet.clear();
    for (let slot = 0; slot < clients.size; slot++) {
      const part = clients.part(slot, now);
      const x = clients.fromX[slot] + (clients.x[slot] - clients.fromX[slot]) * part;
      const y = clients.fromY[slot] + (clients.y[slot] - clients.fromY[slot]) * part;
      sheet.stamp(
        this.#stamps[ageOf(slot)],
        Math.round((x * scale - left) * devicePixelRatio), Math.round((y * scale - top) * devicePixelRatio),
      );
    }
    clear(this.#context);
    sheet.show();
    this.#rings(scale, left, top);
  }

  #rings(scale, left, top) {
    const context = this.#context;
    const { text: fill, halo, accent } = this.#colours;
    // The selected one first: its name is to be read in any case.
    const slots = [this.selected, ...this.highlighted].map((path) => this.#clients.slot(path)).filter((slot) => slot >= 0);
    const x = (slot) => this.#clients.x[slot] * scale - left;
    const y = (slot) => this.#clients.y[slot] * scale - top;
    context.lineWidth = 2.5;
    context.strokeStyle = accent;
    for (const slot of slots) {
      context.beginPath();
      context.arc(x(slot), y(slot), RING, 0, 2 * Math.PI);
      context.stroke();
    }
    const write = labels(context, { font: '600 13px system-ui, sans-serif', fill, halo, align: 'left' });
    slots.forEach((slot) => write(this.#clients.records[slot].client.slice(0, MAX_NAME), x(slot) + RING + 4, y(slot) + 4));
  }

  /** The path of the client that is drawn next to a point of the screen; null where none is near. */
  at({ x, y }) {
    const { scale, left, top } = view(this.#map);
    let best = REACH * REACH;
    let found = null;
    for (let slot = 0; slot < this.#clients.size; slot++) {
      const dx = this.#clients.x[slot] * scale - left - x;
      const dy = this.#clients.y[slot] * scale - top - y;
      if (dx * dx + dy * dy < best) {
        best = dx * dx + dy * dy;
        found = this.#clients.records[slot].path;
      }
    }
    return found;
  }
}
