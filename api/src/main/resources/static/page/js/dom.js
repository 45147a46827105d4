// Builds elements. Text only ever becomes text nodes: a filename is never read as HTML.
const SVG = 'http://www.w3.org/2000/svg';

/** h('p', {class: 'note', onclick: f}, 'text', node, null): an element with its children. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const PATHS = {
  sun: 'M12 4V2m0 20v-2m8-8h2M2 12h2m13.7-5.7 1.4-1.4M4.9 19.1l1.4-1.4m11.4 0 1.4 1.4M4.9 4.9l1.4 1.4M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z',
  key: 'M14 10a5 5 0 1 0-4.6 5L12 12.5l2 2 2-2 2 2 3-3-1.5-1.5H14ZM8 10h.01',
  download: 'M12 4v11m-5-4.5 5 5 5-5M5 20h14',
  compare: 'M12 3v18M9 6H4v12h5M15 6h5v12h-5M15 10l3 2-3 2',
  terminal: 'm5 7 5 5-5 5m8 0h6',
  trash: 'M4 7h16M10 11v6m4-6v6M6 7l1 13h10l1-13M9 7V4h6v3',
  stop: 'M7 7h10v10H7z',
  again: 'M20 11a8 8 0 1 0-2.3 6M20 5v6h-6',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01',
  video: 'M4 6h11v12H4zM15 10l5-3v10l-5-3',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1',
  arrow: 'M5 12h14m-5-5 5 5-5 5',
  note: 'M12 8v5m0 3h.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  play: 'M8 5v14l11-7z',
  pause: 'M8 5v14M16 5v14',
};

/** A decorative icon; the control around it has the accessible name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  const look = { viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', 'stroke-width': '2',
    'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true' };
  for (const [key, value] of Object.entries(look)) svg.setAttribute(key, value);
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows only an icon. */
export function iconButton(name, label, onclick) {
  return h('button', { type: 'button', class: 'button button-quiet button-icon', 'aria-label': label, title: label.split(':')[0], onclick }, icon(name));
}
