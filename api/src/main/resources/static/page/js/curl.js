// The same job as a command line.
import { at } from './api.js';
import { keyring } from './keyring.js';

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
// curl reads ; and , in a form's file name as separators unless the name is in double quotes.
const formFile = (name) => quoted(`media=@"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);

/** A command that submits a file of this name; the key is in a variable, not in the command. */
export function curlFor({ name, preset, options }) {
  const key = keyring.current() === null ? '' : ' -H "x-api-key: $REELWAY_API_KEY"';
  const asked = options ? ` -F options=${quoted(JSON.stringify(options))}` : '';
  return `curl${key} -F preset=${quoted(preset)}${asked} -F ${formFile(name)} ${quoted(at('jobs'))}`;
}
