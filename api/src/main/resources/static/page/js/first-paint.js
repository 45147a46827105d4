// Runs before the first paint, so that nothing flashes in the wrong colours or words.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => { try { return localStorage.getItem('reelway.theme'); } catch { return null; } };
  const show = () => { root.dataset.theme = chosen() ?? (dark.matches ? 'dark' : 'light'); };
  show();
  dark.addEventListener('change', show);
  // A phone has no folders to choose and nothing to drop.
  root.dataset.input = matchMedia('(hover: none) and (pointer: coarse)').matches ? 'finger' : 'mouse';
})();
