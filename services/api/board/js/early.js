// A classic script, run before anything else of the page.
(function () {
  // A dark room must not be lit up by a page that loads.
  var theme = "auto";
  try {
    theme = localStorage.getItem("flightpulse.theme") || "auto";
  } catch (error) {
    // A browser that keeps nothing gets the colours of the system.
  }
  document.documentElement.dataset.theme = theme;

  // A part of the page that did not arrive, because a network changed or a server was just being replaced, leaves a
  // page that never begins. Nobody may be at the screen to load it again.
  var again = 0;
  addEventListener("error", function (event) {
    var part = event.target;
    if (again || !(part instanceof HTMLScriptElement || part instanceof HTMLLinkElement)) return;
    var tries = Number(new URLSearchParams(location.search).get("try")) || 0;
    var wait = Math.min(1000 * Math.pow(2, tries), 30000);
    document.body && (document.body.dataset.link = "broken");
    again = setTimeout(function () {
      var query = new URLSearchParams(location.search);
      query.set("try", String(tries + 1));
      location.replace(location.pathname + "?" + query + location.hash);
    }, wait);
  }, true);
})();
