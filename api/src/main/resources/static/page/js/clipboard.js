// Copies text. Over plain HTTP a page has no access to the clipboard: then it shows the text for copying.
import { h } from './dom.js';
import { toast } from './toasts.js';

export async function copy(text, sentence) {
  try {
    await navigator.clipboard.writeText(text);
    toast(sentence);
  } catch {
    showForCopying(text);
  }
}

function showForCopying(text) {
  const code = h('textarea', { class: 'dialog-code', rows: 5, readonly: true, 'aria-label': 'Text' });
  code.value = text;
  const dialog = h('dialog', { 'aria-labelledby': 'copy-title' },
    h('div', { class: 'dialog-body' },
      h('h2', { id: 'copy-title' }, 'Copy this text'),
      code,
      h('div', { class: 'dialog-buttons' },
        h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Close'))));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  code.select();
}
