// The choice of preset: the presets of the server, with a description for each.
import { h } from './dom.js';
import { memory } from './memory.js';

const PEOPLE = {
  web: ['Web', 'Sharp on any screen. For sites, shops and blogs.'],
  mobile: ['Mobile', 'Made for phones: quick to load, easy on data.'],
  'low-bandwidth': ['Low bandwidth', 'As small as it gets while still good to look at.'],
};

/** A preset may have the name of a member that every object has. */
const forPeople = (name) => (Object.hasOwn(PEOPLE, name ?? '') ? PEOPLE[name] : undefined);

/**
 * Fills the list; returns a function that returns the chosen name. On narrow screens only the description of
 * the chosen preset is visible, in a line below the list; screen readers get all descriptions.
 */
export function presetChoice(list, { defaultPreset, presets }) {
  const remembered = memory.get('preset');
  const chosen = presets.some(({ name }) => name === remembered) ? remembered : defaultPreset;
  list.replaceChildren(...presets.map((preset) => option(preset, preset.name === chosen)));
  const now = () => list.querySelector('input:checked')?.value ?? defaultPreset;
  const meaning = h('p', { class: 'preset-chosen', 'aria-hidden': 'true' });
  const explain = () => {
    const preset = presets.find(({ name }) => name === now());
    meaning.textContent = [forPeople(preset?.name)?.[1], preset && `${facts(preset)}.`].filter(Boolean).join(' ');
  };
  list.addEventListener('change', (event) => {
    memory.set('preset', event.target.value);
    explain();
  });
  list.after(meaning);
  explain();
  return now;
}

function option(preset, checked) {
  const [name, text] = forPeople(preset.name) ?? [preset.name, null];
  const input = h('input', { type: 'radio', name: 'preset', value: preset.name, 'aria-describedby': `preset-${preset.name}` });
  input.checked = checked;
  return h('label', { class: 'preset' },
    input,
    h('span', { class: 'preset-face' },
      h('span', { class: 'preset-name' }, name),
      h('span', { id: `preset-${preset.name}` },
        text ? h('span', { class: 'preset-text' }, text) : null,
        h('span', { class: 'preset-facts' }, facts(preset)))));
}

function facts({ maxWidth, imageQuality, videoBitrateKbps }) {
  return [
    maxWidth && `Up to ${maxWidth} px wide`,
    imageQuality && `quality ${imageQuality}`,
    videoBitrateKbps && `${videoBitrateKbps} kbit/s`,
  ].filter(Boolean).join(', ');
}

/** The name of a preset on the page. */
export const presetName = (name) => forPeople(name)?.[0] ?? name;
