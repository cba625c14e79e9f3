// The clients as a table: for those who do not look at the map, and to find one.
import { ago } from './time.js';

const ROWS = 50;
const PAUSE = 1000;

/** A button with a client's name: whatever that is, it is text. */
export function clientButton(select) {
  const button = document.createElement('button');
  button.type = 'button';
  button.addEventListener('click', () => select(button.dataset.path));
  return button;
}

export function name(button, record) {
  button.dataset.path = record.path;
  button.textContent = record.client;
}

/** Keeps the table up to date, once a second. Whoever is in it with the keyboard finds it as it was. */
export function listClients(clients, select) {
  const body = document.getElementById('clients-rows');
  const filter = document.getElementById('filter');
  const caption = document.getElementById('clients-caption');
  const rows = [];
  let shown = -1;

  function newest() {
    const wanted = filter.value.toLowerCase();
    const slots = [];
    for (let slot = 0; slot < clients.size; slot++) {
      if (wanted === '' || clients.records[slot].client.toLowerCase().includes(wanted)) {
        slots.push(slot);
      }
    }
    slots.sort((one, other) => clients.time[other] - clients.time[one] || one - other);
    caption.textContent = slots.length > ROWS
      ? `The ${ROWS} that moved last, of ${slots.length}` : `${slots.length} found, those that moved last first`;
    return slots.slice(0, ROWS).map((slot) => clients.records[slot]);
  }

  function row(at) {
    if (!rows[at]) {
      const line = document.createElement('tr');
      const head = document.createElement('th');
      head.scope = 'row';
      const button = clientButton(select);
      head.append(button);
      const time = document.createElement('td');
      const server = document.createElement('td');
      line.append(head, time, server);
      rows[at] = { line, button, time, server };
    }
    return rows[at];
  }

  function fill(records) {
    records.forEach((record, at) => {
      const { line, button, server } = row(at);
      if (button.dataset.path !== record.path) {
        name(button, record);
      }
      server.textContent = record.server;
      if (!line.isConnected) {
        body.append(line);
      }
    });
    rows.slice(records.length).forEach(({ line }) => line.remove());
  }

  function refresh(asked) {
    if (asked || (clients.version !== shown && !body.querySelector(':focus-visible'))) {
      shown = clients.version;
      fill(newest());
    }
    for (const { line, button, time } of rows) {
      const slot = clients.slot(button.dataset.path);
      if (line.isConnected) {
        time.textContent = slot < 0 ? 'gone' : ago(clients.time[slot]);
      }
    }
  }

  filter.addEventListener('input', () => refresh(true));
  setInterval(() => document.hidden || refresh(false), PAUSE);
  return () => refresh(true);
}
