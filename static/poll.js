// Live progress: no polling in hidden tabs, a word when the connection is lost.
(function () {
  "use strict";
  const isStrip = (event) => event.detail.elt && event.detail.elt.id === "progress";

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (isStrip(event) && document.hidden) event.preventDefault();
  });

  document.addEventListener("visibilitychange", () => {
    const strip = document.getElementById("progress");
    if (!document.hidden && strip && strip.hasAttribute("hx-get")) htmx.trigger(strip, "poll-now");
  });

  function say(isLost) {
    document.querySelectorAll("#progress [data-lost]").forEach((line) => (line.hidden = !isLost));
  }
  document.addEventListener("htmx:sendError", (event) => isStrip(event) && say(true));
  document.addEventListener("htmx:afterRequest", (event) => {
    if (isStrip(event) && event.detail.xhr && event.detail.xhr.status) say(event.detail.xhr.status >= 500);
  });
})();
