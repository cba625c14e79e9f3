// Server-sent events out of a fetched body: EventSource cannot send a token.

/** Takes text as it comes, and hands on whole events; a comment shows only that the other side lives. */
export class EventParser {
  #rest = '';
  #type = '';
  #data = [];
  #id = null;
  #handle;
  /** Of the last event that is whole: where to go on. */
  id = null;

  constructor(handle) {
    this.#handle = handle;
  }

  push(text) {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop();
    for (const line of lines) {
      this.#line(line.endsWith('\r') ? line.slice(0, -1) : line);
    }
  }

  #line(line) {
    if (line === '') {
      this.id = this.#id;
      if (this.#data.length > 0) {
        this.#handle(this.#type || 'message', this.#data.join('\n'));
      }
      this.#type = '';
      this.#data = [];
      return;
    }
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') {
      this.#type = value;
    } else if (name === 'data') {
      this.#data.push(value);
    } else if (name === 'id') {
      this.#id = value;
    }
  }
}
