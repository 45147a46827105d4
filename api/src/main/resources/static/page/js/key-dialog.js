// Asks for the API key, and the button that changes or forgets it.
import { h, icon } from './dom.js';
import { keyring } from './keyring.js';

/** Opens the question; resolves when a key was entered. It can be put off, not answered wrongly. */
export function askForKey({ refused, error }) {
  return new Promise((resolve) => {
    const input = h('input', { type: 'password', name: 'key', id: 'key', required: true, autocomplete: 'current-password',
      spellcheck: 'false', 'aria-describedby': refused ? 'key-error' : 'key-text' });
    const remember = h('input', { type: 'checkbox', name: 'remember' });
    const form = h('form', { method: 'dialog' },
      h('h2', { id: 'key-title' }, 'This server needs an API key'),
      h('p', { class: 'dialog-text', id: 'key-text' }, 'Ask its operator for one. It is sent to this server only.'),
      h('label', { class: 'field' }, 'API key', input),
      refused ? h('p', { class: 'field-error', id: 'key-error', role: 'alert' }, 'That key was not accepted. Check it and try again.') : null,
      h('label', { class: 'choice' }, remember, 'Remember it on this device'),
      h('div', { class: 'dialog-buttons' }, h('button', { class: 'button button-primary' }, 'Use this key')));
    const dialog = h('dialog', { 'aria-labelledby': 'key-title', 'data-reason': error?.code }, form);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const key = input.value.trim();
      if (key === '') return;
      dialog.close();
      resolve({ key, remember: remember.checked });
    });
    // Nothing on this page works without the key, so the question stays.
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    input.focus();
  });
}

/** Shows the key button while a key is in use. */
export function keyButton(button) {
  button.append(icon('key'), 'Forget key');
  const show = () => { button.hidden = keyring.current() === null; };
  button.addEventListener('click', () => {
    keyring.forget();
    window.location.reload();
  });
  keyring.onChange(show);
  show();
}
