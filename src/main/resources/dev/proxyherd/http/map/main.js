// The live map: start to read here.
import { Map as LeafletMap, TileLayer } from './leaflet.js';
import { Clients } from './clients.js';
import { follow } from './connection.js';
import { showHerd } from './herd.js';
import { listClients } from './list.js';
import { showNames } from './names.js';
import { searchNear } from './near.js';
import { Points } from './points.js';
import { themed } from './theme.js';
import { ago, cutoff } from './time.js';
import { drawWorld } from './world.js';

const $ = (id) => document.getElementById(id);
const { tiles, attribution } = document.documentElement.dataset;
const ANNOUNCE = 5000;

const map = new LeafletMap('map', {
  center: [25, 0], zoom: 2, minZoom: 1, maxZoom: 18, maxBounds: [[-89, -200], [89, 200]],
  attributionControl: false, zoomAnimation: false, fadeAnimation: false, inertia: false,
});
map.keyboard.enable();

const credited = new Set();
function credit(text) {
  if (text && !credited.has(text)) {
    credited.add(text);
    $('credits').textContent = [...credited].join(' · ');
  }
}

const clients = new Clients();
const points = new Points(map, clients);

function describe() {
  const slot = points.selected === null ? -1 : clients.slot(points.selected);
  if (slot >= 0) {
    const record = clients.records[slot];
    $('selected-title').textContent = record.client;
    $('selected-time').textContent = `${record.time}, ${ago(clients.time[slot])}`;
    $('selected-place').textContent = `${record.latitude}, ${record.longitude}`;
    $('selected-server').textContent = record.server;
  }
  $('selected').hidden = slot < 0;
}

function select(path, move = true) {
  points.selected = path;
  points.changed();
  describe();
  const slot = path === null ? -1 : clients.slot(path);
  if (slot >= 0 && move) {
    const { latitude, longitude } = clients.records[slot];
    map.setView([latitude, longitude], Math.max(map.getZoom(), 6), { animate: false });
  }
}

const list = listClients(clients, select);
const search = searchNear(map, points, select);
map.on('click', ({ containerPoint, latlng }) => {
  const path = points.at(containerPoint);
  path === null ? search(latlng) : select(path, false);
});
$('unselect').addEventListener('click', () => select(null));
setInterval(() => {
  clients.expire(cutoff());
  fit();
  describe();
}, 1000);

let said = '';
function summarise() {
  const text = `${clients.size} ${clients.size === 1 ? 'client' : 'clients'}`
    + (clients.left > 0 ? ', and more than this page shows' : '');
  if (text !== said) {
    said = text;
    $('summary').textContent = text;
  }
}
setInterval(summarise, ANNOUNCE);

let caughtUp = false;
let fitted = false;
map.once('dragstart zoomstart', () => { fitted = true; });

/** Once, where everybody is; unless somebody has moved the map already. */
function fit() {
  if (fitted || !caughtUp || clients.size === 0) {
    return;
  }
  fitted = true;
  const corners = clients.records.map(({ latitude, longitude }) => [latitude, longitude]);
  map.fitBounds(corners, { maxZoom: 9, padding: [40, 40], animate: false });
}

follow('v1/stream', (type, data) => {
  if (type === 'location') {
    clients.put(data, performance.now());
  } else if (type === 'forgotten') {
    clients.remove(data.path);
  } else if (type === 'reset') {
    clients.mark();
  } else if (type === 'caught-up') {
    clients.sweep();
    caughtUp = true;
    fit();
    list();
    summarise();
  }
}, (state, why) => {
  $('connection').dataset.state = state;
  $('connection').textContent = state === 'live' ? 'live' : `connection lost: ${why}`;
});

let recolour = () => {};
if (tiles) {
  new TileLayer(tiles, { maxZoom: 18, referrerPolicy: 'strict-origin' }).addTo(map);
  credit(attribution);
} else {
  credit('Borders: Natural Earth');
  drawWorld(map).then((restyle) => { recolour = restyle; });
}
const names = tiles ? () => {} : showNames(map, credit);
themed($('theme'), () => { points.paint(); recolour(); names(); });
showHerd();

/** For the console, and for tests. */
globalThis.herdMap = { map, clients, points };
