// The card of one file: thumbnail, name, progress or result, and its actions.
import { comparison } from './compare.js';
import { h, icon, iconButton } from './dom.js';
import { bytes, percent, span } from './format.js';
import { outputList } from './outputs.js';
import { presetName } from './presets.js';
import { thumbUrl } from './thumbs.js';
import { inWords, worthAnotherTry } from './words.js';

let cards = 0;

/**
 * {element, close}: the list entry of a file; it changes with the file.
 *
 * @param actions {cancel, remove, retry, download, address, curl}, each gets the item; download and
 *   address also get a further output
 */
export function card(item, actions) {
  const id = `card-${++cards}`;
  const thumb = h('div', { class: 'card-thumb' }, icon(item.kind));
  const body = h('div', { class: 'card-body' });
  const buttons = h('div', { class: 'card-actions', role: 'group', 'aria-label': `Actions for ${item.name}` });
  const compare = h('div', { class: 'card-compare', id: `${id}-compare`, hidden: true });
  const entry = h('li', { class: 'card', 'data-job': '' }, thumb,
    h('div', {}, h('h3', { class: 'card-name', id, tabindex: '-1' }, item.name), body), buttons, compare);
  const shown = { state: null, thumb: null, thumbUrl: null };
  const comparing = { open: null };

  const progress = progressPart(item);
  const show = () => {
    entry.dataset.phase = item.phase;
    if (item.jobId) entry.dataset.job = item.jobId;
    const picture = item.refused ? null : item.thumb;
    if (picture !== shown.thumb) {
      URL.revokeObjectURL(shown.thumbUrl);
      shown.thumb = picture;
      shown.thumbUrl = picture && thumbUrl(picture);
      thumb.replaceChildren(picture ? h('img', { src: shown.thumbUrl, alt: '' }) : icon(item.kind));
    }
    const state = `${item.phase} ${item.cancelling} ${item.error?.code ?? ''}`;
    if (state !== shown.state) {
      shown.state = state;
      body.replaceChildren(...(item.active ? [facts(item), progress.element] : outcome(item, actions)));
      refill(buttons, () => actionsFor(item, actions, () => compareButton(item, compare, comparing)));
    }
    if (item.active) progress.show();
  };
  item.addEventListener('change', show);
  show();
  const close = () => {
    item.removeEventListener('change', show);
    comparing.open?.close();
    URL.revokeObjectURL(shown.thumbUrl);
  };
  return { element: entry, close };
}

/** Replaces buttons and keeps the focus among them. */
function refill(group, make) {
  const held = group.contains(document.activeElement);
  group.replaceChildren(...make());
  if (held) (group.querySelector('button') ?? group.closest('li').querySelector('h3')).focus();
}

function facts(item) {
  return h('p', { class: 'card-facts' }, h('span', {}, bytes(item.bytes)), h('span', {}, presetName(item.preset)));
}

function progressPart(item) {
  const stage = h('span', { class: 'card-stage' });
  const detail = h('span', {});
  const fill = h('div', { class: 'bar-fill' });
  const bar = h('div', { class: 'bar', role: 'progressbar', 'aria-label': `Progress of ${item.name}`,
    'aria-valuemin': '0', 'aria-valuemax': '100' }, fill);
  const show = () => {
    const { label, share, notes } = stageOf(item);
    stage.textContent = label;
    detail.textContent = notes.filter(Boolean).join(' · ');
    bar.classList.toggle('bar-unknown', share === null);
    if (share === null) {
      bar.removeAttribute('aria-valuenow');
    } else {
      bar.setAttribute('aria-valuenow', Math.round(share));
      fill.style.setProperty('--done', `${share}%`);
    }
    bar.setAttribute('aria-valuetext', [label, detail.textContent].filter(Boolean).join(', '));
  };
  return {
    element: h('div', { class: 'card-progress' }, h('p', { class: 'card-progress-line' }, stage, detail), bar),
    show,
  };
}

const STAGES = {
  waiting: 'Waiting for its turn',
  fetching: 'Fetching',
  probing: 'Reading',
  encoding: 'Making it smaller',
  joining: 'Joining the parts',
  uploading: 'Storing the result',
};

function stageOf(item) {
  if (item.cancelling) return { label: 'Cancelling', share: null, notes: [] };
  if (item.phase === 'queued') return { label: 'Waiting to upload', share: 0, notes: [] };
  if (item.phase === 'uploading') return uploading(item.sending);
  if (item.offline) return { label: 'Connection lost, trying again', share: null, notes: [] };
  if (item.progress === null) return { label: 'Waiting for its turn', share: null, notes: [] };
  const { stage, percent: done, speed, etaSec, ahead } = item.progress;
  return {
    label: STAGES[stage] ?? 'Working',
    share: done > 0 ? done : null,
    notes: [done > 0 && `${Math.floor(done)} %`, speed && `${speed.toFixed(1)}× speed`, left(etaSec), inFront(ahead)],
  };
}

const inFront = (ahead) => (Number.isInteger(ahead) ? (ahead === 0 ? 'next' : `${ahead} ahead`) : null);

function uploading(sending) {
  if (!sending) return { label: 'Uploading', share: 0, notes: [] };
  const share = (sending.sent / sending.total) * 100;
  if (share >= 100) return { label: 'Uploaded, handing over', share: null, notes: [] };
  return {
    label: 'Uploading',
    share,
    notes: [`${Math.floor(share)} %`, sending.rate && `${bytes(sending.rate)}/s`, left(sending.etaSec)],
  };
}

const left = (seconds) => (Number.isFinite(seconds) && seconds !== null ? `${span(Math.max(1, seconds))} left` : null);

function outcome(item, actions) {
  if (item.phase === 'done') return [result(item), outputList(item, actions), ...warnings(item)].filter(Boolean);
  const code = item.phase === 'gone' ? 'not-found' : item.error.code;
  const { headline, hint } = inWords({ code, message: item.error?.message });
  return [facts(item), h('p', { class: 'card-error' }, h('strong', {}, headline), ' ', h('span', {}, hint))];
}

function result(item) {
  const { outputBytes, savedPercent, outputWidth, outputHeight, contentType, strategy, quality } = item.body.result;
  const smaller = savedPercent > 0;
  return h('p', { class: 'card-facts' },
    h('span', {},
      h('span', { class: 'card-sizes' }, bytes(item.body.inputBytes), icon('arrow'), bytes(outputBytes)),
      h('span', { class: smaller ? 'card-saved' : 'card-saved card-same' },
        smaller ? `−${percent(savedPercent)}` : strategy === 'original' ? 'already small' : 'not smaller')),
    h('span', {}, contentType.split('/')[1].toUpperCase()),
    outputWidth ? h('span', {}, outputHeight ? `${outputWidth} × ${outputHeight}` : `${outputWidth} px wide`) : null,
    quality ? h('span', {}, scoreOf(quality)) : null,
    h('span', {}, presetName(item.preset)));
}

/** The measured score of an output for which a quality to reach was asked. */
function scoreOf({ metric, score, targetReached }) {
  const value = metric === 'ssim' ? score.toFixed(3) : `${score.toFixed(1)} dB`;
  return `${metric.toUpperCase()} ${value}${targetReached ? '' : ', below the target'}`;
}

function warnings(item) {
  return (item.body.warnings ?? []).map((sentence) => h('p', { class: 'card-warning' }, icon('note'), sentence));
}

function actionsFor(item, actions, compare) {
  const name = item.name;
  const curl = iconButton('terminal', `Copy as curl: ${name}`, () => actions.curl(item));
  const remove = iconButton('trash', `Remove: ${name}`, () => actions.remove(item));
  if (item.active) {
    const cancel = button('stop', 'Cancel', `Cancel ${name}`, () => actions.cancel(item));
    cancel.disabled = item.cancelling;
    return [cancel, curl];
  }
  if (item.phase === 'done') {
    const download = button('download', 'Download', `Download ${item.body.result.filename}`, () => actions.download(item));
    download.classList.add('button-primary');
    // Sound has no picture to compare.
    const pictures = item.body.result.contentType.startsWith('audio/') ? null : compare();
    return [download, pictures, curl, remove].filter(Boolean);
  }
  const retry = item.file && worthAnotherTry(item.error?.code)
    ? button('again', 'Try again', `Try again: ${name}`, () => actions.retry(item)) : null;
  return [retry, curl, remove].filter(Boolean);
}

function compareButton(item, region, comparing) {
  const show = () => {
    region.replaceChildren(...(comparing.open ? [comparing.open.element] : []));
    region.hidden = comparing.open === null;
    toggle.setAttribute('aria-expanded', String(comparing.open !== null));
  };
  const toggle = button('compare', 'Compare', `Compare before and after of ${item.name}`, () => {
    comparing.open?.close();
    comparing.open = comparing.open ? null : comparison(item);
    show();
  });
  show();
  toggle.setAttribute('aria-controls', region.id);
  return toggle;
}

function button(picture, text, label, onclick) {
  return h('button', { type: 'button', class: 'button', 'aria-label': label, onclick }, icon(picture), text);
}
