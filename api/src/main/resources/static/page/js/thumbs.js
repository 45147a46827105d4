// A thumbnail of each file, made in the browser and small enough to store.
const WIDTH = 208;
const HEIGHT = 152;
const PATIENCE_MILLIS = 8_000;

let line = Promise.resolve();

/**
 * Resolves to a JPEG as data URL, or to null where the browser cannot show the file. One at a time:
 * a folder of large photos must not be decoded all at once.
 *
 * @param source a File, or the URL of a result on this server
 */
export function thumbOf(source, kind) {
  const turn = line.then(() => make(source, kind)).catch(() => null);
  line = turn;
  return turn;
}

/** A remembered picture as something an img can show. The page's policy allows blobs, not data URLs. */
export function thumbUrl(dataUrl) {
  const [head, text] = dataUrl.split(',');
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: head.slice(5, head.indexOf(';')) }));
}

async function make(source, kind) {
  const url = typeof source === 'string' ? source : URL.createObjectURL(source);
  try {
    return await inTime(kind === 'image' ? fromImage(url) : fromVideo(url));
  } finally {
    if (url !== source) URL.revokeObjectURL(url);
  }
}

async function fromImage(url) {
  const image = new Image();
  image.src = url;
  await image.decode();
  return drawn(image, image.naturalWidth, image.naturalHeight);
}

async function fromVideo(url) {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  video.src = url;
  try {
    await once(video, 'loadeddata');
    // Films often begin with black frames.
    video.currentTime = Math.min(20, (video.duration || 0) / 3);
    await once(video, 'seeked');
    return drawn(video, video.videoWidth, video.videoHeight);
  } finally {
    video.removeAttribute('src');
    video.load();
  }
}

function drawn(picture, width, height) {
  const scale = Math.max(WIDTH / width, HEIGHT / height);
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d');
  context.fillStyle = '#efe9de';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.drawImage(picture, (WIDTH - width * scale) / 2, (HEIGHT - height * scale) / 2, width * scale, height * scale);
  return canvas.toDataURL('image/jpeg', 0.72);
}

const once = (target, event) => new Promise((resolve, reject) => {
  target.addEventListener(event, resolve, { once: true });
  target.addEventListener('error', () => reject(new Error('The browser cannot show it.')), { once: true });
});

const inTime = (promise) => Promise.race([
  promise,
  new Promise((_, reject) => setTimeout(() => reject(new Error('Too slow.')), PATIENCE_MILLIS)),
]);
