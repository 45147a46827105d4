// Two players that run as one: one play button, one position, the sound of either.
import { h, icon } from './dom.js';
import { clock } from './format.js';

/** Seconds that the players may drift apart before the original is set right. */
const DRIFT = 0.12;

/** {element, close}. Without a 'before' there is one player with the same controls. */
export function videoPlayers({ name, before, after, beforeLabel, afterLabel }, noOriginal) {
  const result = player(after, `${name} after`);
  const original = before === null ? null : player(before, `${name} before`);
  const all = () => [result, original].filter((video) => video && !video.broken);

  const play = h('button', { type: 'button', class: 'button button-icon' });
  const position = h('input', { type: 'range', min: 0, max: 1000, value: 0, step: 1, 'aria-label': `Position in ${name}` });
  const time = h('output', {});
  const sound = h('select', {}, h('option', { value: 'off' }, 'off'), h('option', { value: 'after' }, 'after'),
    original ? h('option', { value: 'before' }, 'before') : null);

  const show = () => {
    const playing = !result.paused && !result.ended;
    play.replaceChildren(icon(playing ? 'pause' : 'play'));
    play.setAttribute('aria-label', `${playing ? 'Pause' : 'Play'} ${original ? 'both' : name}`);
    time.textContent = `${clock(result.currentTime)} / ${clock(result.duration)}`;
    if (result.duration) position.value = (result.currentTime / result.duration) * 1000;
    position.setAttribute('aria-valuetext', time.textContent);
  };
  play.addEventListener('click', () => {
    const start = result.paused || result.ended;
    if (result.ended) all().forEach((video) => { video.currentTime = 0; });
    all().forEach((video) => { if (start) video.play().catch(() => {}); else video.pause(); });
  });
  position.addEventListener('input', () => {
    const wanted = (position.value / 1000) * (result.duration || 0);
    all().forEach((video) => { video.currentTime = Math.min(wanted, video.duration || wanted); });
  });
  sound.addEventListener('change', () => {
    result.muted = sound.value !== 'after';
    if (original) original.muted = sound.value !== 'before';
  });
  for (const event of ['timeupdate', 'play', 'pause', 'ended', 'loadedmetadata', 'seeked']) result.addEventListener(event, show);
  result.addEventListener('timeupdate', () => keepTogether(result, original));
  result.addEventListener('ended', () => original?.pause());

  const players = h('div', { class: original ? 'players players-two' : 'players' },
    original && framed(original, 'tag-before', beforeLabel), framed(result, 'tag-before', afterLabel));
  original?.addEventListener('error', () => {
    original.broken = true;
    original.parentElement.remove();
    players.classList.remove('players-two');
    sound.querySelector('[value=before]').remove();
    noOriginal();
  });
  show();
  return {
    element: h('div', { class: 'compare' }, players,
      h('div', { class: 'transport' }, play, position, time, h('label', { class: 'sound' }, 'Sound', sound))),
    close: () => all().forEach((video) => { video.pause(); video.removeAttribute('src'); video.load(); }),
  };
}

function player(src, label) {
  const video = h('video', { src, preload: 'metadata', playsinline: true, 'aria-label': label });
  video.muted = true;
  return video;
}

const framed = (video, place, label) => h('div', { class: 'player' }, video, h('span', { class: `tag ${place}` }, label));

function keepTogether(result, original) {
  if (!original || original.broken || original.seeking || !original.duration) return;
  const wanted = Math.min(result.currentTime, original.duration);
  if (Math.abs(original.currentTime - wanted) > DRIFT) original.currentTime = wanted;
}
