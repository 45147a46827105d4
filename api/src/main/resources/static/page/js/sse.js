// Reads text/event-stream from fetch. EventSource would do, but cannot send an API key.

/** The answer is not an event stream, or a proxy buffers it. */
class NoStream extends Error {
  name = 'NoStream';
}

/**
 * Yields {id, data} for each event, until the server ends the stream.
 *
 * @param patienceMillis maximum time without data; the server sends comments to keep the stream alive
 */
export async function* eventsOf(response, patienceMillis) {
  if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) throw new NoStream();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const event = { id: null, data: [] };
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await inTime(reader.read(), patienceMillis);
      if (done) return;
      const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      for (const line of lines) {
        if (line !== '') {
          take(line, event);
        } else if (event.data.length > 0) {
          yield { id: event.id, data: event.data.join('\n') };
          event.data = [];
        }
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** A line is 'field: value'; one that begins with a colon is a comment. */
function take(line, event) {
  const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
  if (field === 'data') event.data.push(value);
  if (field === 'id') event.id = value;
}

function inTime(promise, millis) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new NoStream()), millis); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
