// Reads text/event-stream from fetch. EventSource would do, but cannot send an API key.

/**
 * Yields {id, data} for each event. A stream that stays silent for longer than the patience, even
 * without the comments that keep it alive, is taken for dead: something in between buffers it.
 */
export async function* eventsOf(response, patienceMillis) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  let id = null;
  let data = [];
  try {
    for (;;) {
      const { value, done } = await inTime(reader.read(), patienceMillis);
      if (done) return;
      buffer += value;
      const lines = buffer.split(/\r\n|\n|\r(?!$)/);
      buffer = lines.pop();
      for (const line of lines) {
        if (line === '') {
          if (data.length > 0) yield { id, data: data.join('\n') };
          data = [];
        } else if (!line.startsWith(':')) {
          const colon = line.indexOf(':');
          const field = colon < 0 ? line : line.slice(0, colon);
          const text = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
          if (field === 'data') data.push(text);
          if (field === 'id') id = text;
        }
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function inTime(promise, millis) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('The stream is silent.')), millis);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
