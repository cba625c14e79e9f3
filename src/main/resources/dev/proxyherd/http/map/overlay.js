// Canvases over the map.

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

/** Empties it, and has it take what is drawn in pixels of CSS. */
export function clear(context) {
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
}

/** From the map of the world, which is 1 wide, to pixels on the screen. */
export function view(map) {
  const origin = map.getPixelBounds().min;
  const size = map.getSize();
  return { scale: 256 * 2 ** map.getZoom(), left: origin.x, top: origin.y, width: size.x, height: size.y };
}
