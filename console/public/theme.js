// Runs before the first paint, so that a dark console never flashes white. Kept in a file: the page allows no inline script.
;(() => {
  const chosen = localStorage.getItem('hookswitch.theme') ?? 'system'
  const isDark = chosen === 'dark' || (chosen === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
  const language = localStorage.getItem('hookswitch.language')
  if (language) document.documentElement.lang = language
})()
