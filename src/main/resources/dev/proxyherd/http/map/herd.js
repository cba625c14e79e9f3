// This member's links, as a picture and as a table.
import { problem, request } from './token.js';

const PAUSE = 2000;
const SVG = 'http://www.w3.org/2000/svg';

function element(parent, type, attributes, text = '') {
  const child = document.createElementNS(SVG, type);
  Object.entries(attributes).forEach(([key, value]) => child.setAttribute(key, value));
  child.textContent = text;
  parent.append(child);
}

/** Of both directions the one that is worse. */
function worse({ state, incoming }) {
  return ['REFUSED', 'DOWN', 'CONNECTING', 'ELSEWHERE'].find((bad) => state === bad || incoming === bad) ?? 'UP';
}

function draw(picture, { name, links }) {
  picture.replaceChildren();
  const spots = links.map((link, at) => {
    const angle = 2 * Math.PI * at / links.length - Math.PI / 2;
    return { link, x: 110 * Math.cos(angle), y: 72 * Math.sin(angle) };
  });
  spots.forEach(({ link, x, y }) => element(picture, 'line', { x1: 0, y1: 0, x2: x, y2: y, class: worse(link) }));
  element(picture, 'circle', { r: 9, class: 'self' });
  element(picture, 'text', { y: 24 }, name);
  spots.forEach(({ link, x, y }) => {
    element(picture, 'circle', { cx: x, cy: y, r: 7 });
    element(picture, 'text', { x, y: y + (y < 0 ? -12 : 22) }, link.neighbour);
  });
}

function lag({ lag: changes, lagSeconds }) {
  return changes === 0 ? 'none' : `${changes} changes, ${lagSeconds.toFixed(1)} s`;
}

function fill(body, links) {
  body.replaceChildren(...links.map((link) => {
    const row = document.createElement('tr');
    const head = document.createElement('th');
    head.scope = 'row';
    head.textContent = link.neighbour;
    row.append(head);
    for (const text of [link.state.toLowerCase(), link.incoming.toLowerCase(), lag(link)]) {
      const cell = document.createElement('td');
      cell.textContent = text;
      row.append(cell);
    }
    return row;
  }));
}

/** Asks every other second, while somebody looks. */
export function showHerd() {
  const picture = document.getElementById('herd-picture');
  const rows = document.getElementById('herd-rows');
  const trouble = document.getElementById('herd-problem');
  let last = '';
  const say = (text) => { if (trouble.textContent !== text) { trouble.textContent = text; } };

  async function ask() {
    try {
      const answer = document.hidden ? null : await request('v1/herd');
      if (answer?.ok) {
        const text = await answer.text();
        if (text !== last) {
          last = text;
          const herd = JSON.parse(text);
          draw(picture, herd);
          fill(rows, herd.links);
        }
        say('');
      } else if (answer) {
        say(await problem(answer));
      }
    } catch {
      say('As it was when the member last answered.');
    }
    setTimeout(ask, PAUSE);
  }
  ask();
}
