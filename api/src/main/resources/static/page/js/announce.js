// Announces changes to screen readers. Messages are queued, so that none replaces another.
const queues = new Map();

function say(id, text) {
  const queue = queues.get(id) ?? [];
  queues.set(id, queue);
  queue.push(text);
  if (queue.length === 1) speak(id, queue);
}

function speak(id, queue) {
  document.getElementById(id).textContent = queue[0];
  setTimeout(() => {
    queue.shift();
    if (queue.length > 0) speak(id, queue);
  }, 900);
}

export const announce = (text) => say('polite', text);
export const alarm = (text) => say('assertive', text);
