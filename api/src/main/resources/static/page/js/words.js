// What went wrong and what to do about it, for each error code of the HTTP contract.
const WORDS = {
  'invalid-input': ['This file was not accepted.', null],
  'unauthorized': ['The API key was not accepted.', 'Enter another one with the key button at the top.'],
  'forbidden': ['This page may not change anything on this server.', 'Open the page of the server itself.'],
  'misdirected': ['The server does not answer to this address.', 'Use the address that the operator gave you.'],
  'not-found': ['The server no longer has this file.', 'Drop it again to optimize it again.'],
  'not-ready': ['There is nothing to download yet.', null],
  'too-large': ['This file is too large for this server.', null],
  'unsupported-type': ['This kind of file is not supported.', null],
  'probe-failed': ['This file cannot be read.', 'It may be damaged or cut off; try to copy or export it again.'],
  'encode-failed': ['This file could not be encoded.', 'Your original is unchanged.'],
  'encode-timeout': ['Encoding this file took too long.', 'A shorter clip or the mobile preset may work.'],
  'cannot-fit': ['No version of this file is as small as you asked.', null],
  'cancelled': ['Cancelled.', null],
  'not-cancellable': ['It was finished before it could be cancelled.', null],
  'idempotency-mismatch': ['The upload was mixed up with another one.', 'Drop the file again.'],
  'unavailable': ['The server is busy or cannot reach its storage.', 'Try again in a moment.'],
  'unknown': ['Something went wrong on the server.', 'Trying again may help.'],
  // Codes of this page, not of the server.
  'connection': ['The connection was lost.', 'Check the network and try again.'],
  'interrupted': ['The upload stopped when the page was left.', 'Drop the file again.'],
  'unreadable': ['Your browser cannot read this file any more.', 'It may have been moved or renamed; drop it again.'],
};

/** Codes after which trying the same file again makes sense. */
const WORTH_ANOTHER_TRY = new Set(['unavailable', 'unknown', 'connection', 'cancelled', 'unauthorized', 'encode-timeout']);

/**
 * A headline and a hint. The hint is the sentence of the server where it is more specific, e.g. names the
 * limit.
 */
export function inWords({ code, message }) {
  const [headline, hint] = WORDS[code] ?? ['This did not work.', null];
  return { headline, hint: hint ?? (code === 'cancelled' ? '' : message ?? '') };
}

export function worthAnotherTry(code) {
  return WORTH_ANOTHER_TRY.has(code) || !(code in WORDS);
}
