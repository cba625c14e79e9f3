// All clients on one canvas over the map, in one pass a frame, and only where something has changed.
import { TRAIL } from './clients.js';
import { colour, reducedMotion } from './theme.js';

const AGES = [60_000, 600_000, 3_600_000, Infinity];
const RADIUS = [5, 4.2, 3.5, 3];
/** Trails get shorter where there are many. */
const SEGMENTS = 20_000;
const REACH = 14;

/** A canvas over the map that is as large as it, at the screen's own resolution. */
export function overlay(map, name) {
  const canvas = document.createElement('canvas');
  canvas.className = `overlay ${name}`;
  canvas.setAttribute('aria-hidden', 'true');
  map.getContainer().append(canvas);
  const context = canvas.getContext('2d');
  const fit = () => {
    const { x, y } = map.getSize();
    canvas.width = Math.round(x * devicePixelRatio);
    canvas.height = Math.round(y * devicePixelRatio);
    canvas.style.width = `${x}px`;
    canvas.style.height = `${y}px`;
  };
  map.on('resize', fit);
  fit();
  return context;
}

/** From the map of the world, which is 1 wide, to pixels on the screen. */
export function view(map) {
  const origin = map.getPixelBounds().min;
  const size = map.getSize();
  return { scale: 256 * 2 ** map.getZoom(), left: origin.x, top: origin.y, width: size.x, height: size.y };
}

export class Points {
  frames = 0;
  /** The path of the one that is selected. */
  selected = null;
  highlighted = new Set();
  #map;
  #clients;
  #context;
  #sprites = [];
  #colours = {};
  #dirty = true;
  #drawn = -1;
  #aged = 0;

  constructor(map, clients) {
    this.#map = map;
    this.#clients = clients;
    this.#context = overlay(map, 'points');
    map.on('move zoom resize', () => this.changed());
    requestAnimationFrame((now) => this.#frame(now));
  }

  /** Something else than a client's place has changed. */
  changed() {
    this.#dirty = true;
  }

  /** Reads the theme's colours. */
  paint() {
    const side = 16;
    this.#colours = { ages: AGES.map((_, age) => colour(`age-${age}`)), text: colour('text'), halo: colour('halo'), accent: colour('accent') };
    this.#sprites = this.#colours.ages.map((fill, age) => {
      const sprite = document.createElement('canvas');
      sprite.width = sprite.height = side * devicePixelRatio;
      const context = sprite.getContext('2d');
      context.scale(devicePixelRatio, devicePixelRatio);
      context.beginPath();
      context.arc(side / 2, side / 2, RADIUS[age], 0, 2 * Math.PI);
      context.fillStyle = fill;
      context.fill();
      context.strokeStyle = this.#colours.halo;
      context.stroke();
      return sprite;
    });
    this.changed();
  }

  #frame(now) {
    requestAnimationFrame((next) => this.#frame(next));
    const clients = this.#clients;
    if (this.#dirty || clients.version !== this.#drawn || clients.gliding(now) || now - this.#aged > 1000) {
      this.#dirty = false;
      this.#drawn = clients.version;
      this.#aged = now;
      this.#draw(reducedMotion.matches ? Infinity : now);
      this.frames++;
    }
  }

  #draw(now) {
    const clients = this.#clients;
    const context = this.#context;
    const { scale, left, top, width, height } = view(this.#map);
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
    const visible = [];
    const ages = [];
    const today = Date.now();
    for (let slot = 0; slot < clients.size; slot++) {
      const x = clients.x[slot] * scale - left;
      const y = clients.y[slot] * scale - top;
      if (x > -REACH && y > -REACH && x < width + REACH && y < height + REACH) {
        visible.push(slot);
        const age = today - clients.time[slot];
        ages.push(age <= AGES[0] ? 0 : age <= AGES[1] ? 1 : age <= AGES[2] ? 2 : 3);
      }
    }
    this.#trails(visible, ages, scale, left, top);
    for (let at = 0; at < visible.length; at++) {
      const slot = visible[at];
      const part = clients.part(slot, now);
      const x = clients.fromX[slot] + (clients.x[slot] - clients.fromX[slot]) * part;
      const y = clients.fromY[slot] + (clients.y[slot] - clients.fromY[slot]) * part;
      context.drawImage(this.#sprites[ages[at]], x * scale - left - 8, y * scale - top - 8, 16, 16);
    }
    this.#rings(scale, left, top);
  }

  #trails(visible, ages, scale, left, top) {
    const clients = this.#clients;
    const context = this.#context;
    const length = Math.min(TRAIL - 1, Math.floor(SEGMENTS / Math.max(1, visible.length)));
    context.lineWidth = 1.5;
    context.globalAlpha = 0.55;
    for (let age = 0; age < AGES.length; age++) {
      context.beginPath();
      for (let at = 0; at < visible.length; at++) {
        const slot = visible[at];
        const size = Math.min(length + 1, clients.trailSize[slot]);
        if (ages[at] !== age || size < 2) {
          continue;
        }
        for (let back = 1; back <= size; back++) {
          const point = (slot * TRAIL + (clients.trailEnd[slot] - back + TRAIL) % TRAIL) * 2;
          const x = clients.trail[point] * scale - left;
          const y = clients.trail[point + 1] * scale - top;
          back === 1 ? context.moveTo(x, y) : context.lineTo(x, y);
        }
      }
      context.strokeStyle = this.#colours.ages[age];
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  #rings(scale, left, top) {
    const context = this.#context;
    const ring = (path, radius, named) => {
      const slot = this.#clients.slot(path);
      if (slot < 0) {
        return;
      }
      const x = this.#clients.x[slot] * scale - left;
      const y = this.#clients.y[slot] * scale - top;
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.lineWidth = 2.5;
      context.strokeStyle = this.#colours.accent;
      context.stroke();
      if (named) {
        context.font = '600 13px system-ui, sans-serif';
        context.lineWidth = 3;
        context.strokeStyle = this.#colours.halo;
        context.fillStyle = this.#colours.text;
        const name = this.#clients.records[slot].client.slice(0, 60);
        context.strokeText(name, x + radius + 4, y + 4);
        context.fillText(name, x + radius + 4, y + 4);
      }
    };
    this.highlighted.forEach((path) => ring(path, 8, this.highlighted.size <= 20));
    if (this.selected !== null) {
      ring(this.selected, 10, true);
    }
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
