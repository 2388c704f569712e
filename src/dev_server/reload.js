// Reloads the page when there is a newer version of the site; the browser keeps the scroll position. Only served pages
// have this script.
"use strict";

(() => {
  const [server, mine] = document.currentScript.dataset.version.split(".");
  new BroadcastChannel("handover").onmessage = ({ data }) => {
    const [from, newest] = data.split(".");
    if (from !== server || Number(newest) > Number(mine)) location.reload();
  };
  new SharedWorker("/-/worker.js", "handover");
})();
