// Runs before the first paint: the chosen theme, and the mark that scripts are there.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch (refused) {
    // Storage may be blocked; the theme then follows the system.
  }
})();
