// Says that something new has come, without touching what is being typed or read.
const news = document.getElementById("kabar");
if (news && "EventSource" in window) {
  const stream = new EventSource("/konsol/kabar");
  stream.addEventListener("berubah", () => {
    news.hidden = false;
    if (!document.title.startsWith("● ")) document.title = `● ${document.title}`;
  });
  addEventListener("pagehide", () => stream.close());
}
