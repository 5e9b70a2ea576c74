// A classic script, run before the first paint: a dark room must not be lit up by a page that loads.
(function () {
  var theme = "auto";
  try {
    theme = localStorage.getItem("flightpulse.theme") || "auto";
  } catch (error) {
    // A browser that keeps nothing gets the colours of the system.
  }
  document.documentElement.dataset.theme = theme;
})();
