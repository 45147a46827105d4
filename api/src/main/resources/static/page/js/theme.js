// The switch between light and dark. Without a choice the page follows the system setting.
import { icon } from './dom.js';
import { memory } from './memory.js';

const root = document.documentElement;

export function themeSwitch(button) {
  const show = () => {
    const dark = root.dataset.theme === 'dark';
    const name = dark ? 'Switch to light colours' : 'Switch to dark colours';
    button.replaceChildren(icon(dark ? 'sun' : 'moon'));
    button.setAttribute('aria-label', name);
    button.title = name;
  };
  button.addEventListener('click', () => {
    root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
    memory.set('theme', root.dataset.theme);
  });
  new MutationObserver(show).observe(root, { attributeFilter: ['data-theme'] });
  show();
}
