// Two pictures on top of each other with a movable divider.
import { h } from './dom.js';

/**
 * {element}. Without a 'before', or when the browser cannot show it, only the result is shown.
 *
 * @param noOriginal called when the browser cannot show the original
 */
export function imageSlider({ name, before, after, beforeLabel, afterLabel, width, height }, noOriginal) {
  const box = h('div', { class: 'slider' });
  if (width && height) {
    box.style.setProperty('aspect-ratio', `${width} / ${height}`);
    // Never wider than it is sharp, never higher than the window.
    box.style.setProperty('max-width', `min(${width}px, ${(70 * width) / height}vh)`);
  }
  const alone = () => {
    box.classList.add('alone');
    box.style.setProperty('--at', '0%');
    box.replaceChildren(picture, tagAfter);
  };
  const picture = h('img', { class: 'slider-after', src: after, alt: `${name} after` });
  const tagAfter = h('span', { class: 'tag tag-after' }, afterLabel);
  if (before === null) {
    alone();
    return { element: box };
  }
  const original = h('img', { class: 'slider-before', src: before, alt: `${name} before` });
  original.addEventListener('error', () => { alone(); noOriginal(); });
  const range = h('input', { type: 'range', min: 0, max: 100, step: 1, value: 50,
    'aria-label': `Line between before and after of ${name}` });
  const move = () => {
    box.style.setProperty('--at', `${range.value}%`);
    range.setAttribute('aria-valuetext', `${range.value} % before, ${100 - range.value} % after`);
  };
  range.addEventListener('input', move);
  move();
  box.append(picture, original, h('span', { class: 'slider-line' }),
    h('span', { class: 'tag tag-before' }, beforeLabel), tagAfter, range);
  return { element: box };
}
