// What a file shall become beyond the preset: a panel with a few fields, which this browser remembers.
import { h } from './dom.js';
import { memory } from './memory.js';

const NAME = 'options';
const NUMBERS = ['width', 'height', 'quality', 'start', 'duration'];
const FORMATS = ['mp4', 'webm', 'webp', 'avif', 'jpeg', 'png', 'gif', 'm4a', 'mp3', 'ogg'];
const SOUND = [['none', 'Without sound'], ['only', 'Only the sound']];
const METRICS = [['xpsnr', 'XPSNR to reach, in dB'], ['ssim', 'SSIM to reach, 0 to 1']];
const EFFORTS = [['fast', 'Fast, larger'], ['balanced', 'Balanced'], ['thorough', 'Thorough, smaller']];
const MEBIBYTE = 1024 * 1024;
const AS_PRESET = ['', 'As the preset'];

/** Further outputs of a video. */
const ALSO = {
  poster: ['A poster', [{ name: 'poster', type: 'image' }]],
  preview: ['A short preview', [{ name: 'preview', type: 'animation' }]],
  storyboard: ['A storyboard', [{ name: 'storyboard', type: 'storyboard' }]],
  stream: ['A stream (HLS)', [{ name: 'stream', type: 'hls' }]],
};

/** The fields: name of the option, label, and the control. */
const fields = () => [
  ['width', 'Width', number({ min: 1, max: 16384, step: 1, placeholder: 'px' })],
  ['height', 'Height', number({ min: 1, max: 16384, step: 1, placeholder: 'px' })],
  ['format', 'Format', choice([AS_PRESET, ...FORMATS.map((format) => [format, format.toUpperCase()])])],
  ['quality', 'Quality', number({ min: 0, max: 100, step: 'any', placeholder: '1 to 100' })],
  ['metric', 'Measured as', choice([['', 'From 1 to 100'], ...METRICS])],
  ['maxMebibytes', 'Maximum size', number({ min: 0.001, step: 'any', placeholder: 'MiB' })],
  ['effort', 'Effort', choice([AS_PRESET, ...EFFORTS])],
  ['audio', 'Sound', choice([['', 'Keep it'], ...SOUND])],
  ['start', 'Start', number({ min: 0, max: 604800, step: 'any', placeholder: 'seconds' })],
  ['duration', 'Duration', number({ min: 0.001, max: 604800, step: 'any', placeholder: 'seconds' })],
  ['outputs', 'Also make', choice([['', 'Nothing else'], ...Object.entries(ALSO).map(([key, [label]]) => [key, label])])],
];

/**
 * Fills the panel, a details element; returns a function that returns the options for a file, null
 * for none.
 */
export function optionsPanel(panel) {
  const state = h('span', { class: 'options-state' });
  const controls = fields();
  const entered = () => Object.fromEntries(
    controls.filter(([, , control]) => control.value !== '').map(([name, , control]) => [name, control.value]));
  const show = () => {
    const set = Object.keys(entered()).length;
    state.textContent = set > 0 ? `${set} set` : '';
    clear.hidden = set === 0;
  };
  const clear = h('button', { type: 'button', class: 'button button-quiet', onclick: () => {
    for (const [, , control] of controls) control.value = '';
    keep();
    controls[0][2].focus();
  } }, 'Clear');
  const keep = () => {
    const values = entered();
    if (Object.keys(values).length > 0) memory.set(NAME, JSON.stringify(values));
    else memory.remove(NAME);
    show();
  };
  const before = remembered();
  for (const [name, , control] of controls) {
    if (Object.hasOwn(before, name)) control.value = before[name];
    control.addEventListener('change', keep);
  }
  panel.replaceChildren(
    h('summary', {}, 'Options', state),
    h('div', { class: 'options-fields' },
      ...controls.map(([name, label, control]) => field(`option-${name}`, label, control)), clear));
  show();
  return (file) => optionsFor(file, entered());
}

function optionsFor(file, { outputs, metric, maxMebibytes, ...values }) {
  const options = {};
  for (const [name, value] of Object.entries(values)) options[name] = NUMBERS.includes(name) ? Number(value) : value;
  if (maxMebibytes) options.maxBytes = Math.floor(Number(maxMebibytes) * MEBIBYTE);
  if (metric && options.quality !== undefined) options.quality = { metric, target: options.quality };
  if (outputs && !file.type.startsWith('image/')) [, options.outputs] = ALSO[outputs];
  return Object.keys(options).length > 0 ? options : null;
}

function remembered() {
  try { return JSON.parse(memory.get(NAME)) ?? {}; } catch { return {}; }
}

function field(id, label, control) {
  control.id = id;
  return h('div', { class: 'field' }, h('label', { for: id }, label), control);
}

const number = (limits) => h('input', { type: 'number', inputmode: 'decimal', ...limits });

const choice = (all) => h('select', {}, ...all.map(([value, label]) => h('option', { value }, label)));
