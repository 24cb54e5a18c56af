// Before the first paint: the theme and language that were chosen here. A file, since the page's policy allows no script inside it.
try {
  var theme = localStorage.getItem('packshot.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  var language = localStorage.getItem('packshot.language') || navigator.language.slice(0, 2);
  document.documentElement.lang = language === 'ru' ? 'ru' : 'en';
} catch {
  // Storage is closed: the system's theme it is.
}
