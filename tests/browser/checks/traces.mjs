// Pages store nothing: after all actions of the script, the browser has no stored data and the address is the same.

/** `address` is the address of the page. Runs inside the page; gives complaints. */
export async function traces(address) {
  const kept = {
    "local storage": localStorage.length,
    "session storage": sessionStorage.length,
    cookies: document.cookie.length,
    databases: (await indexedDB.databases().catch(() => [])).length,
    "state of the history": history.state === null ? 0 : 1,
  };
  const found = Object.entries(kept).filter(([, size]) => size).map(([what]) => `something is left in ${what}`);
  return location.href === address ? found : [...found, `the address has become ${location.href}`];
}
