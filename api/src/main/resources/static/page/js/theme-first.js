// Runs before the first paint, so that nothing flashes in the wrong colours.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => { try { return localStorage.getItem('reelway.theme'); } catch { return null; } };
  const show = () => {
    document.documentElement.dataset.theme = chosen() ?? (dark.matches ? 'dark' : 'light');
  };
  show();
  dark.addEventListener('change', show);
})();
