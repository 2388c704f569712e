// Listens for new versions of the site and sends the newest to all open pages.
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
    // The next server may count from the start.
    newest = undefined;
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  };
};

onconnect = tell;
listen();
