// What this browser remembers: JSON under names that begin with "reelway.". Where storage is
// forbidden or full, nothing is remembered and everything else still works.
const PREFIX = 'reelway.';

function over(storage) {
  const attempt = (action, otherwise) => {
    try { return action(storage()); } catch { return otherwise; }
  };
  return {
    get: (name) => attempt((store) => store.getItem(PREFIX + name), null),
    set: (name, text) => attempt((store) => { store.setItem(PREFIX + name, text); return true; }, false),
    remove: (name) => attempt((store) => store.removeItem(PREFIX + name), undefined),
    names: (start) => attempt((store) => Object.keys(store), [])
      .filter((name) => name.startsWith(PREFIX + start))
      .map((name) => name.slice(PREFIX.length)),
  };
}

/** Until it is erased. */
export const memory = over(() => window.localStorage);

/** Until the tab is closed. */
export const tabMemory = over(() => window.sessionStorage);
