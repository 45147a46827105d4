// Short messages at the bottom of the page, with at most one action.
import { announce } from './announce.js';
import { h } from './dom.js';

/** Shows a sentence; with an action it stays longer. Returns a function that removes it. */
export function toast(sentence, action = null, millis = action ? 7000 : 4000) {
  const line = h('div', { class: 'toast' }, h('span', {}, sentence));
  let timer;
  const close = () => {
    clearTimeout(timer);
    line.remove();
  };
  const arm = () => { timer = setTimeout(close, millis); };
  if (action) {
    line.append(h('button', { type: 'button', onclick: () => { close(); action.run(); } }, action.label));
    // A toast stays while its button has the focus.
    line.addEventListener('focusin', () => clearTimeout(timer));
    line.addEventListener('focusout', arm);
  }
  document.getElementById('toasts').append(line);
  announce(sentence);
  arm();
  return close;
}
