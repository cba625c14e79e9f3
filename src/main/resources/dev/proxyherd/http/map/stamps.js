// Points as pixels. Without a GPU, a canvas takes some microseconds to draw an image: too long for ten thousand of them.

/** So far beyond the edge a stamp's middle may be, in pixels: none is clipped. */
const MARGIN = 32;

/** Mixes two colours, each as ImageData has it, by the upper one's alpha. */
function mix(under, over) {
  const alpha = over >>> 24;
  const ends = under & 0xff00ff;
  const middle = under & 0x00ff00;
  return ((under | over) & 0xff000000)
    | ((ends + (((over & 0xff00ff) - ends) * alpha >> 8)) & 0xff00ff)
    | ((middle + (((over & 0x00ff00) - middle) * alpha >> 8)) & 0x00ff00);
}

/** What is stamped: the pixels of a drawing that are not empty, and where they are from its middle. */
export class Stamp {
  /** `draw(context)` draws around 0, 0, within so many pixels of CSS. */
  constructor(radius, draw) {
    this.reach = Math.ceil(radius * devicePixelRatio);
    const side = 2 * this.reach;
    const context = new OffscreenCanvas(side, side).getContext('2d');
    context.translate(this.reach, this.reach);
    context.scale(devicePixelRatio, devicePixelRatio);
    draw(context);
    const pixels = new Uint32Array(context.getImageData(0, 0, side, side).data.buffer);
    const used = [...pixels.keys()].filter((at) => pixels[at] >>> 24 > 0);
    this.x = Int32Array.from(used, (at) => at % side - this.reach);
    this.y = Int32Array.from(used, (at) => Math.floor(at / side) - this.reach);
    this.colours = Uint32Array.from(used, (at) => pixels[at]);
  }
}

/** What is stamped on, to be shown on a canvas as a whole. */
export class Sheet {
  #context;
  #image;
  #pixels;
  #width = 0;
  #height = 0;
  #offsets = new Map();

  constructor(context) {
    this.#context = context;
  }

  /** Begins anew. */
  clear() {
    const width = this.#context.canvas.width + 2 * MARGIN;
    const height = this.#context.canvas.height + 2 * MARGIN;
    if (this.#width !== width || this.#height !== height) {
      this.#width = width;
      this.#height = height;
      this.#image = new ImageData(width, height);
      this.#pixels = new Uint32Array(this.#image.data.buffer);
      this.#offsets.clear();
    }
    this.#pixels.fill(0);
  }

  /** At a point of the canvas, in whole pixels; one that would show nothing does no harm. */
  stamp(stamp, x, y) {
    const { reach, colours } = stamp;
    const left = x + MARGIN;
    const top = y + MARGIN;
    if (left < reach || top < reach || left + reach > this.#width || top + reach > this.#height) {
      return;
    }
    const offsets = this.#offsetsOf(stamp);
    const pixels = this.#pixels;
    const middle = top * this.#width + left;
    for (let at = 0; at < colours.length; at++) {
      const target = middle + offsets[at];
      const colour = colours[at];
      const under = pixels[target];
      pixels[target] = under === 0 || colour >>> 24 === 255 ? colour : mix(under, colour);
    }
  }

  #offsetsOf(stamp) {
    let offsets = this.#offsets.get(stamp);
    if (!offsets) {
      offsets = stamp.y.map((y, at) => y * this.#width + stamp.x[at]);
      this.#offsets.set(stamp, offsets);
    }
    return offsets;
  }

  show() {
    this.#context.putImageData(this.#image, -MARGIN, -MARGIN);
  }
}
