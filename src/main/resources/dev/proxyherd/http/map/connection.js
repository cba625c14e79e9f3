// The stream of changes, kept open: it is dialled again when it breaks, and goes on where it was.
import { EventParser } from './events.js';
import { problem, request } from './token.js';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
/** The member says something more often than that, if only that it lives. */
const SILENCE = 60_000;

/** Calls `handle(type, data)` with each event, and `state(name, why)` when it is live, or lost. */
export function follow(path, handle, state) {
  let last = null;
  let failures = 0;
  let wake = () => {};

  const pause = () => new Promise((resolve) => {
    const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures++, 10));
    const timer = setTimeout(resolve, longest * (0.5 + Math.random() / 2));
    wake = () => { clearTimeout(timer); resolve(); };
  });
  addEventListener('online', () => wake());
  document.addEventListener('visibilitychange', () => document.hidden || wake());

  async function read() {
    const abort = new AbortController();
    let watch;
    const alive = () => { clearTimeout(watch); watch = setTimeout(() => abort.abort(), SILENCE); };
    try {
      const headers = { Accept: 'text/event-stream' };
      if (last !== null) {
        headers['Last-Event-ID'] = last;
      }
      const answer = await request(path, { headers, signal: abort.signal });
      if (!answer.ok) {
        return await problem(answer);
      }
      state('live', '');
      const parser = new EventParser((type, data) => {
        failures = 0;
        handle(type, JSON.parse(data));
      });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        alive();
        const { done, value } = await reader.read();
        if (done) {
          return 'the member has ended it';
        }
        parser.push(value);
        last = parser.id ?? last;
      }
    } catch (failure) {
      return failure instanceof TypeError || failure.name === 'AbortError'
        ? 'the member does not answer' : String(failure);
    } finally {
      clearTimeout(watch);
      abort.abort();
    }
  }

  (async () => {
    for (;;) {
      const why = await read();
      state('lost', why);
      await pause();
    }
  })();
}
