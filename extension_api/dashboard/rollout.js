// While a rollout goes on, reads the page again and puts its parts in place; what somebody types into stays as it is.
const SECONDS = 5;
const PARTS = ["serving", "rollout", "ledger"];

const isTouched = (part) =>
  part.contains(document.activeElement) ||
  [...part.querySelectorAll("input:not([type=hidden])")].some((input) => input.value !== input.defaultValue);

const look = async () => {
  const answer = await fetch(location.href).catch(() => null);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const name of PARTS) {
      const [part, now] = [document.getElementById(name), page.getElementById(name)];
      if (part && now && !isTouched(part)) part.replaceWith(now);
    }
  }
  if (document.getElementById("rollout")?.dataset.open) setTimeout(look, SECONDS * 1000);
};

setTimeout(look, SECONDS * 1000);
