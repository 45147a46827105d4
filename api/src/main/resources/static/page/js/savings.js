// The total savings of the files on this page.
import { h } from './dom.js';
import { bytes, count, percent, size } from './format.js';

const calm = matchMedia('(prefers-reduced-motion: reduce)');

export function savings(section) {
  const number = h('span', {});
  const unit = h('span', { class: 'savings-unit' });
  const label = h('span', { class: 'savings-label' });
  const fillAfter = h('div', { class: 'savings-fill savings-fill-after' });
  const before = h('dd', {});
  const after = h('dd', {});
  section.append(
    h('p', {}, h('span', { class: 'savings-number' }, number, unit), label),
    h('dl', { class: 'savings-bars' },
      h('dt', {}, 'Before'), h('dd', { class: 'savings-track', 'aria-hidden': 'true' }, h('div', { class: 'savings-fill' })), before,
      h('dt', {}, 'After'), h('dd', { class: 'savings-track', 'aria-hidden': 'true' }, fillAfter), after));
  let shown = 0;
  let frame = 0;
  const put = (value) => {
    const parts = size(value);
    number.textContent = parts.number;
    unit.textContent = ` ${parts.unit}`;
  };
  const climb = (target) => {
    cancelAnimationFrame(frame);
    const from = shown;
    const began = performance.now();
    shown = target;
    if (calm.matches) return put(target);
    const step = (now) => {
      const part = Math.min(1, (now - began) / 700);
      put(from + (target - from) * (1 - (1 - part) ** 3));
      if (part < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return undefined;
  };

  /** Shows the sum over these files. */
  return (items) => {
    const done = items.filter((item) => item.body?.result);
    const input = done.reduce((sum, item) => sum + item.body.inputBytes, 0);
    const saved = done.reduce((sum, item) => sum + item.body.result.savedBytes, 0);
    section.hidden = saved === 0;
    if (saved === 0) return;
    label.textContent = `saved over ${count(done.length, 'file')}, ${percent((saved / input) * 100)} less`;
    before.textContent = bytes(input);
    after.textContent = bytes(input - saved);
    fillAfter.style.setProperty('--share', `${((input - saved) / input) * 100}%`);
    if (saved !== shown) climb(saved);
  };
}
