// Requests to this member, with a token where it wants to know who asks.
import { heard } from './time.js';

const KEPT = 'herd.token';
const dialog = document.getElementById('token-dialog');
const field = document.getElementById('token');
const wrong = document.getElementById('token-wrong');
let asking = null;
let answered = () => {};

/** Resolves when somebody has typed a token; all requests that lack one wait for the same. */
function ask(refused) {
  asking ??= new Promise((resolve) => {
    wrong.hidden = !refused;
    answered = resolve;
    dialog.showModal();
  });
  return asking;
}

dialog.addEventListener('close', () => {
  if (field.value === '') {
    dialog.showModal(); // Escape: without a token there is nothing to be seen
    return;
  }
  sessionStorage.setItem(KEPT, field.value);
  field.value = '';
  asking = null;
  answered();
});

/** As fetch, of this member. Asks for a token until one is known there. */
export async function request(path, { headers = {}, ...options } = {}) {
  for (;;) {
    const token = sessionStorage.getItem(KEPT);
    // So that the browser does not ask for a password by itself.
    const all = { 'X-Requested-With': 'XMLHttpRequest', ...headers };
    if (token) {
      all.Authorization = `Bearer ${token}`;
    }
    const answer = await fetch(path, { cache: 'no-store', ...options, headers: all });
    heard(answer.headers.get('Date'));
    if (answer.status !== 401) {
      return answer;
    }
    if (token === sessionStorage.getItem(KEPT)) {
      await ask(token !== null);
    }
  }
}

/** What a problem says, as a sentence. */
export async function problem(answer) {
  try {
    const { title, detail } = await answer.json();
    return detail ? `${title}: ${detail}` : title;
  } catch {
    return `The member answers with ${answer.status}.`;
  }
}
