// The gazetteer's names, at higher zoom: the most prominent of what can be seen, where they do not cover each other.
import { worldX, worldY } from './clients.js';
import { overlay, view } from './points.js';
import { colour } from './theme.js';
import { request } from './token.js';

const FROM_ZOOM = 5;
const MAX = 60;
const PAUSE = 300;

/** Shows names; calls `credit` with whom they are owed to. Answers what draws them again. */
export function showNames(map, credit) {
  const context = overlay(map, 'names');
  let places = [];
  let timer;
  let newest = 0;

  function draw() {
    const { scale, left, top, width, height } = view(map);
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.font = '12px system-ui, sans-serif';
    context.textAlign = 'center';
    context.lineWidth = 3;
    context.strokeStyle = colour('halo');
    context.fillStyle = colour('name');
    const taken = [];
    for (const place of places) {
      const x = place.x * scale - left;
      const y = place.y * scale - top;
      const half = context.measureText(place.name).width / 2 + 4;
      const covers = (other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < 16;
      if (x < -half || y < -16 || x > width + half || y > height + 16 || taken.some(covers)) {
        continue;
      }
      taken.push({ x, y, half });
      context.strokeText(place.name, x, y);
      context.fillText(place.name, x, y);
    }
  }

  async function load() {
    const mine = ++newest;
    if (map.getZoom() < FROM_ZOOM) {
      places = [];
      draw();
      return;
    }
    const bounds = map.getBounds();
    const degrees = (value, limit) => Math.max(-limit, Math.min(limit, value)).toFixed(5);
    const box = [
      degrees(bounds.getSouth(), 90), degrees(bounds.getWest(), 180),
      degrees(bounds.getNorth(), 90), degrees(bounds.getEast(), 180),
    ].join(',');
    try {
      const answer = await request(`v1/places?box=${box}&max=${MAX}`);
      if (!answer.ok || mine !== newest) {
        return;
      }
      const { results, html_attributions: credits } = await answer.json();
      places = results.map(({ name, geometry: { location } }) => ({
        name, x: worldX(location.lng), y: worldY(location.lat),
      }));
      // What a source wants to be said is HTML; here it is text.
      credits.forEach((html) => credit(new DOMParser().parseFromString(html, 'text/html').body.textContent));
      draw();
    } catch {
      // The stream says that the member is away; the names that there are stay.
    }
  }

  map.on('moveend resize', () => {
    clearTimeout(timer);
    timer = setTimeout(load, PAUSE);
  });
  map.on('move zoom resize', draw);
  load();
  return draw;
}
