// Runs before the first paint, so that a dark page never flashes light. A file of its own, because the
// content security policy allows no inline script. The key is the one in src/platform/colour-mode.ts.
(function () {
  function chosen() {
    try {
      return localStorage.getItem('samverkan.colour-mode');
    } catch {
      return null;
    }
  }
  var mode = chosen();
  var dark = mode === 'dark' || (mode !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.add(dark ? 'dark' : 'light');
})();
