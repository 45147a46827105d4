// The further outputs of a job, such as a poster or a stream, in its card.
import { h, icon } from './dom.js';
import { bytes } from './format.js';

/** A list with a button for each output; null if the job has none. */
export function outputList(item, actions) {
  const outputs = item.body.outputs ?? [];
  if (outputs.length === 0) return null;
  return h('ul', { class: 'card-outputs', 'aria-label': `Further outputs of ${item.name}` },
    ...outputs.map((output) => h('li', {}, entry(item, output, actions))));
}

function entry(item, output, actions) {
  if (output.status !== 'done') {
    return h('span', { class: 'card-output-failed' }, icon('note'), `${output.name}: ${output.error?.message ?? output.status}`);
  }
  // A player opens an output of several files by the address of its first one.
  const several = Boolean(output.files);
  const act = several ? actions.address : actions.download;
  const label = several ? `Copy the address of ${output.name}` : `Download ${output.filename}`;
  return h('button', { type: 'button', class: 'button button-small', 'aria-label': label, title: label,
    onclick: () => act(item, output) },
  icon(several ? 'link' : 'download'), output.name, h('span', { class: 'card-output-size' }, bytes(output.bytes)));
}
