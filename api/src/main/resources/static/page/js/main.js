// Puts the page together.
import { api, resultUrl } from './api.js';
import { alarm } from './announce.js';
import { card } from './card.js';
import { copy } from './clipboard.js';
import { curlFor } from './curl.js';
import { h, icon } from './dom.js';
import { bytes, count } from './format.js';
import { listenForFiles } from './file-input.js';
import { askForKey, keyButton } from './key-dialog.js';
import { keyring } from './keyring.js';
import { pause } from './follow.js';
import { optionsPanel } from './options.js';
import { presetChoice } from './presets.js';
import { savings } from './savings.js';
import { Shelf } from './shelf.js';
import { themeSwitch } from './theme.js';
import { toast } from './toasts.js';
import { inWords } from './words.js';

const $ = (id) => document.getElementById(id);
const shelf = new Shelf();
const cards = new Map();
const showSavings = savings($('savings'));
let chosenPreset = () => 'web';
let wasActive = 0;

/** Downloads the result, or a further output. */
async function download(item, output = null) {
  try {
    const link = h('a', { href: await freshUrl(item, output), download: output?.filename ?? item.body.result.filename });
    document.body.append(link);
    link.click();
    link.remove();
  } catch (failure) {
    toast(inWords(failure).headline);
  }
}

async function copyAddress(item, output) {
  try {
    await copy(await freshUrl(item, output), 'Address copied.');
  } catch (failure) {
    toast(inWords(failure).headline);
  }
}

/** The link in hand may be hours old. */
async function freshUrl(item, output) {
  const body = await api.job(item.jobId);
  return resultUrl(body, output ? body.outputs.find(({ name }) => name === output.name) : body);
}

async function downloadAll() {
  for (const item of shelf.items.filter(({ phase }) => phase === 'done')) {
    await download(item);
    await pause(400);
  }
}

function remove(items) {
  shelf.remove(items);
  // The button that had the focus is gone with its card.
  (shelf.items.length > 0 ? $('files-title') : $('pick-files')).focus({ preventScroll: true });
}

const actions = {
  cancel: (item) => shelf.cancel(item),
  retry: (item) => shelf.retry(item),
  remove: (item) => remove([item]),
  download,
  address: copyAddress,
  curl: (item) => copy(curlFor(item), 'Command copied.'),
};

shelf.addEventListener('add', ({ detail: { item, place } }) => {
  const entry = card(item, actions);
  cards.set(item, entry);
  $('cards').insertBefore(entry.element, $('cards').children[place] ?? null);
});
shelf.addEventListener('remove', ({ detail: { item } }) => {
  cards.get(item).close();
  cards.get(item).element.remove();
  cards.delete(item);
});
shelf.addEventListener('change', () => {
  document.body.classList.toggle('has-files', shelf.items.length > 0);
  showSavings(shelf.items);
  const active = shelf.items.filter((item) => item.active).length;
  if (active === 0 && active !== wasActive) showTotals();
  wasActive = active;
  document.title = active > 0 ? `${count(active, 'file')} to go · Reelway` : 'Reelway';
  const done = shelf.items.filter(({ phase }) => phase === 'done').length;
  tools.all.hidden = done < 2;
  tools.clear.hidden = !shelf.items.some((item) => !item.active);
});

const tools = {
  all: h('button', { type: 'button', class: 'button button-quiet', hidden: true, onclick: downloadAll }, icon('download'), 'Download all'),
  clear: h('button', { type: 'button', class: 'button button-quiet', hidden: true,
    onclick: () => remove(shelf.items.filter((item) => !item.active)) }, icon('trash'), 'Remove finished'),
};

async function loadPresets() {
  try {
    chosenPreset = presetChoice($('preset-list'), await api.presets());
  } catch (failure) {
    const { headline, hint } = inWords(failure);
    $('preset-list').replaceChildren(h('div', { class: 'notice' }, h('p', {}, `${headline} ${hint}`),
      h('button', { type: 'button', class: 'button', onclick: loadPresets }, 'Try again')));
    alarm(headline);
  }
}

async function loadLimits() {
  const { maxInputBytes } = await api.limits();
  shelf.limitInput(maxInputBytes);
  $('limit').textContent = `Up to ${bytes(maxInputBytes)} a file`;
}

/** The totals of the server; the page works without knowing them. */
const showTotals = () => loadTotals().catch(() => {});

async function loadTotals() {
  const { totalJobs, totalSavedBytes } = await api.usage();
  $('totals').textContent = totalSavedBytes > 0
    ? `This server has saved ${bytes(totalSavedBytes)} over ${count(totalJobs, 'file')}.` : '';
}

const chosenOptions = optionsPanel($('options'));
keyring.promptWith(askForKey);
themeSwitch($('theme-button'));
keyButton($('key-button'));
$('files-tools').append(tools.all, tools.clear);
listenForFiles({
  fileButton: $('pick-files'), fileInput: $('file-input'),
  folderButton: $('pick-folder'), folderInput: $('folder-input'),
  accept: (files) => shelf.add(files, chosenPreset(), chosenOptions),
});
window.addEventListener('beforeunload', (event) => { if (shelf.uploading) event.preventDefault(); });
window.addEventListener('pagehide', () => shelf.leave());

shelf.restore();
loadPresets();
// Without knowing the limit the page works too: the server refuses what is too large.
loadLimits().catch(() => {});
showTotals();
