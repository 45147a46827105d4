// Before and after of one file: fetches a fresh link, finds the original, picks the way to show both.
import { api, resultUrl } from './api.js';
import { imageSlider } from './compare-images.js';
import { videoPlayers } from './compare-videos.js';
import { h } from './dom.js';
import { bytes } from './format.js';
import { inWords } from './words.js';

/** {element, close}. The original is on this device only; after a reload it can be chosen again. */
export function comparison(item) {
  const element = h('div', { class: 'compare' });
  let close = () => {};
  let closed = false;
  const show = async () => {
    close();
    close = () => {};
    try {
      // The link in hand may be hours old.
      const after = resultUrl(await api.job(item.jobId));
      if (!closed) close = fill(element, item, after, show);
    } catch (failure) {
      element.replaceChildren(h('p', { class: 'compare-note', role: 'alert' }, inWords(failure).headline));
    }
  };
  show();
  return { element, close: () => { closed = true; close(); } };
}

function fill(element, item, after, again) {
  const before = item.file ? URL.createObjectURL(item.file) : null;
  const sides = {
    name: item.name,
    before,
    after,
    beforeLabel: `Before ${bytes(item.body.inputBytes)}`,
    afterLabel: `After ${bytes(item.body.result.outputBytes)}`,
    width: item.body.result.outputWidth,
    height: item.body.result.outputHeight,
  };
  const note = h('div', { class: 'compare-note' });
  const view = item.kind === 'image' ? imageSlider(sides, noOriginal) : videoPlayers(sides, noOriginal);
  function noOriginal() {
    note.replaceChildren('Your browser cannot show the original format, so only the result is here.');
  }
  if (before === null) note.replaceChildren(...chooseAgain(item, again));
  element.replaceChildren(view.element, note);
  return () => {
    view.close?.();
    if (before) URL.revokeObjectURL(before);
  };
}

function chooseAgain(item, again) {
  const problem = h('span', { role: 'alert' });
  const input = h('input', { type: 'file', hidden: true, 'aria-label': 'Original' });
  input.addEventListener('change', () => {
    const [file] = input.files;
    if (!file) return;
    if (file.size === item.bytes) {
      item.file = file;
      again();
    } else {
      problem.textContent = `That is another file: it has ${bytes(file.size)}.`;
    }
  });
  return [
    'The original stayed on your device.',
    h('button', { type: 'button', class: 'button', onclick: () => input.click() }, 'Choose it to compare'),
    input,
    problem,
  ];
}
