// Requests to this member, with a token where it wants to know who asks.

const KEPT = 'herd.token';
const dialog = document.getElementById('token-dialog');
const field = document.getElementById('token');
let asking = null;

/** Resolves when somebody has typed a token; all requests that lack one wait for the same. */
function ask() {
  asking ??= new Promise((resolve) => {
    document.getElementById('token-form').addEventListener('submit', () => {
      sessionStorage.setItem(KEPT, field.value.trim());
      field.value = '';
      asking = null;
      resolve();
    }, { once: true });
    dialog.showModal();
  });
  return asking;
}

dialog.addEventListener('cancel', (event) => event.preventDefault());

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
    if (answer.status !== 401) {
      return answer;
    }
    if (token === sessionStorage.getItem(KEPT)) {
      await ask();
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
