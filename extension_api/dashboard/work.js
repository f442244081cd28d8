// Follows the log of what is under way; when it ends, the page is read again.
const log = document.getElementById("work-log");
if (log && log.dataset.open) {
  const source = new EventSource(`${log.dataset.events}?from=${log.dataset.from}`);
  source.addEventListener("line", (event) => {
    log.append(`${JSON.parse(event.data)}\n`);
    log.scrollTop = log.scrollHeight;
  });
  source.addEventListener("end", () => {
    source.close();
    location.reload();
  });
}
