// The gazetteer's names, at higher zoom: the most prominent of what can be seen, where they do not cover each other.
import { worldX, worldY } from './clients.js';
import { labels } from './labels.js';
import { clear, overlay, view } from './overlay.js';
import { colour } from './theme.js';
import { request } from './token.js';

const FROM_ZOOM = 5;
const MAX = 60;
const PAUSE = 300;
/** Of a place that is so far outside, nothing of the name is inside. */
const MARGIN = 100;

/** Shows names; calls `credit` with whom they are owed to. Answers what draws them again. */
export function showNames(map, credit) {
  const context = overlay(map, 'names');
  let places = [];
  let timer;
  let newest = 0;

  function draw() {
    const { scale, left, top, width, height } = view(map);
    clear(context);
    const write = labels(context, {
      font: '12px system-ui, sans-serif', fill: colour('name'), halo: colour('halo'), align: 'center',
    });
    for (const place of places) {
      const x = place.x * scale - left;
      const y = place.y * scale - top;
      if (x > -MARGIN && y > -MARGIN && x < width + MARGIN && y < height + MARGIN) {
        write(place.name, x, y);
      }
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
