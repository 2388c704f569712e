// Listens for new states of the site, for all pages that are open, and tells them the newest.
"use strict";

const pages = new BroadcastChannel("handover");
let newest;

const tell = () => {
  if (newest) pages.postMessage(newest);
};

const listen = () => {
  const events = new EventSource("/-/events");
  events.onmessage = ({ data }) => {
    newest = data;
    tell();
  };
  events.onerror = () => {
    // Whoever answers next may count anew.
    newest = undefined;
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  };
};

onconnect = tell;
listen();
