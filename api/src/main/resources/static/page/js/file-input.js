// Accepts files by drop, folder, file dialog and paste.
import { toast } from './toasts.js';
import { count } from './format.js';

const MEDIA = /\.(jpe?g|png|gif|webp|avif|hei[cf]|bmp|tiff?|jxl|apng|mp4|m4v|mov|webm|mkv|avi|wmv|flv|m?ts|m2ts|mpe?g|3gp|3g2|ogv|mxf|vob)$/i;

/**
 * Listens on the whole page.
 *
 * @param accept gets a list of files that is never empty
 */
export function listenForFiles({ fileButton, fileInput, folderButton, folderInput, accept }) {
  const take = (files, fromFolder) => {
    // Folders contain other files too; a file that the user picked explicitly always goes to the server.
    const wanted = fromFolder ? files.filter(looksLikeMedia) : files;
    if (wanted.length > 0) accept(wanted);
    if (wanted.length < files.length) {
      toast(`${count(files.length - wanted.length, 'file')} left out: neither image nor video.`);
    } else if (files.length === 0) {
      toast('There was no file in what you dropped.');
    }
  };
  fileButton.addEventListener('click', () => fileInput.click());
  folderButton.addEventListener('click', () => folderInput.click());
  folderButton.hidden = !('webkitdirectory' in folderInput);
  onChosen(fileInput, (files) => take(files, false));
  onChosen(folderInput, (files) => take(files, true));
  onDrop(take);
  document.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) take(files.map(named), false);
  });
}

function onChosen(input, take) {
  input.addEventListener('change', () => {
    const files = [...input.files];
    input.value = '';
    if (files.length > 0) take(files);
  });
}

function onDrop(take) {
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
  const light = (on) => document.body.classList.toggle('dragging', on);
  let depth = 0;
  document.addEventListener('dragenter', (event) => {
    if (!carriesFiles(event)) return;
    depth++;
    light(true);
  });
  document.addEventListener('dragleave', (event) => {
    if (!carriesFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (depth === 0) light(false);
  });
  document.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  });
  document.addEventListener('drop', async (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    light(false);
    // The list of entries is gone after the first await, so it is read now.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files];
    const fromFolder = entries.some((entry) => entry.isDirectory);
    take(fromFolder ? (await Promise.all(entries.map(filesOf))).flat() : plain, fromFolder);
  });
}

async function filesOf(entry) {
  if (entry.isFile) {
    return new Promise((resolve) => entry.file((file) => resolve([file]), () => resolve([])));
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    // A reader returns its entries in batches; an empty batch ends the list.
    const portion = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (portion.length === 0) return found;
    for (const child of portion) found.push(...await filesOf(child));
  }
}

function looksLikeMedia(file) {
  return !file.name.startsWith('.') && (/^(image|video)\//.test(file.type) || MEDIA.test(file.name));
}

/** A pasted picture is always called image.png; the time tells one from the next. */
function named(file) {
  if (file.name !== 'image.png') return file;
  const time = new Date().toTimeString().slice(0, 8).replaceAll(':', '-');
  return new File([file], `pasted-${time}.png`, { type: file.type, lastModified: file.lastModified });
}
