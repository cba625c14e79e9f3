// Names on the map: text with a halo, where it covers no other.

const HEIGHT = 16;

/** Begins to write; answers what writes a name with its middle, or its left end, at a point. */
export function labels(context, { font, fill, halo, align }) {
  const taken = [];
  context.font = font;
  context.textAlign = align;
  context.lineWidth = 3;
  context.strokeStyle = halo;
  context.fillStyle = fill;
  return (name, x, y) => {
    const width = context.measureText(name).width + 8;
    const left = align === 'center' ? x - width / 2 : x;
    if (taken.some((other) => left < other.left + other.width && other.left < left + width && Math.abs(other.y - y) < HEIGHT)) {
      return;
    }
    taken.push({ left, width, y });
    context.strokeText(name, x, y);
    context.fillText(name, x, y);
  };
}
