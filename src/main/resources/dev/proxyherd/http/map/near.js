// The clients near a point: by click, or around the middle of the map.
import { Circle } from './leaflet.js';
import { clientButton, name } from './list.js';
import { colour } from './theme.js';
import { problem, request } from './token.js';

const MAX = 20;

/** Answers what searches around a point, `{lat, lng}`. */
export function searchNear(map, points, select) {
  const form = document.getElementById('near-form');
  const radius = document.getElementById('near-radius');
  const result = document.getElementById('near-result');
  const list = document.getElementById('near-list');
  const clear = document.getElementById('near-clear');
  let circle = null;

  function show(clients) {
    points.highlighted = new Set(clients.map(({ path }) => path));
    points.changed();
    list.replaceChildren(...clients.map((client) => {
      const item = document.createElement('li');
      const button = clientButton(select);
      name(button, client);
      item.append(button, ` ${distance(client.distanceMetres)}`);
      return item;
    }));
  }

  const distance = (metres) => metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`;

  function reset() {
    circle?.remove();
    circle = null;
    clear.hidden = true;
    result.textContent = '';
    show([]);
  }

  async function search(point) {
    if (!form.reportValidity()) {
      return;
    }
    reset();
    const { lat, lng } = point.wrap();
    const kilometres = Number(radius.value);
    circle = new Circle(point, { radius: kilometres * 1000, color: colour('accent'), weight: 2, fillOpacity: 0.06, interactive: false }).addTo(map);
    clear.hidden = false;
    try {
      const answer = await request(`v1/clients?near=${lat.toFixed(6)},${lng.toFixed(6)}&radius=${kilometres}&max=${MAX}`);
      if (!answer.ok) {
        result.textContent = await problem(answer);
        return;
      }
      const { clients } = await answer.json();
      result.textContent = clients.length === MAX ? `The ${MAX} nearest` : `${clients.length} within ${kilometres} km`;
      show(clients);
    } catch {
      result.textContent = 'The member does not answer.';
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    search(map.getCenter());
  });
  clear.addEventListener('click', reset);
  return search;
}
