// One file of this page and its state.

/**
 * Phases: queued → uploading → working → done | failed; gone when the server has erased it.
 * Notifies its listeners of every change.
 */
export class Item extends EventTarget {
  /**
   * @param known {key, name, bytes, type, preset, options, addedAt} and, as far as there is, {jobId, body, thumb, file}
   */
  constructor(known) {
    super();
    this.phase = 'queued';
    this.options = null;
    this.jobId = null;
    this.body = null;
    this.thumb = null;
    this.file = null;
    this.error = null;
    this.sending = null;
    this.progress = null;
    this.cancelling = false;
    this.offline = false;
    this.abort = new AbortController();
    Object.assign(this, known);
  }

  set(changes) {
    Object.assign(this, changes);
    this.dispatchEvent(new Event('change'));
  }

  /** Whether the server does not read this kind of file, even where the browser shows it, e.g. an SVG. */
  get refused() {
    return this.phase === 'failed' && this.error?.code === 'unsupported-type';
  }

  /** Applies a state from the server. */
  see(body) {
    const phase = body.status === 'done' || body.status === 'failed' ? body.status : 'working';
    // A state read while no worker answers has no progress; the last known progress is the best guess.
    this.set({ body, phase, progress: body.progress ?? this.progress, error: body.error ?? null, offline: false });
  }

  get active() {
    return ['queued', 'uploading', 'working'].includes(this.phase);
  }

  get kind() {
    return this.body?.result?.kind ?? (this.type.startsWith('image/') ? 'image' : 'video');
  }
}
