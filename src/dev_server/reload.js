// Loads the page anew when there is a newer state of the site; the browser keeps the place. Served pages have it, built
// ones do not.
"use strict";

(() => {
  const [server, mine] = document.currentScript.dataset.generation.split(".");
  new BroadcastChannel("handover").onmessage = ({ data }) => {
    const [from, newest] = data.split(".");
    if (from !== server || Number(newest) > Number(mine)) location.reload();
  };
  new SharedWorker("/-/worker.js", "handover");
})();
