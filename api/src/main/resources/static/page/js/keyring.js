// The API key: asked for once, kept until the tab is closed or, if the user chooses so, longer.
import { memory, tabMemory } from './memory.js';

let asking = null;
let prompt = null;
const changed = new EventTarget();

export const keyring = {
  current: () => tabMemory.get('key') ?? memory.get('key'),
  headers: (key) => (key ? { 'x-api-key': key } : {}),

  /** Asks the user for a key: receives the reason, resolves to {key, remember}. */
  promptWith(ask) { prompt = ask; },

  /** Resolves when there is a key other than the refused one. Several callers may wait for one dialog. */
  async ask(refused, error) {
    if (keyring.current() !== refused) return;
    asking ??= prompt({ refused: refused !== null, error }).then(keyring.keep).finally(() => { asking = null; });
    await asking;
  },

  keep({ key, remember }) {
    keyring.forget();
    (remember ? memory : tabMemory).set('key', key);
    changed.dispatchEvent(new Event('change'));
  },

  forget() {
    memory.remove('key');
    tabMemory.remove('key');
    changed.dispatchEvent(new Event('change'));
  },

  onChange: (listener) => changed.addEventListener('change', listener),
};
