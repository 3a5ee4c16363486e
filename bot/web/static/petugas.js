// The phones of the demonstration's officers and cadre, side by side, and the clock that can be moved.
import { Conversation } from "/statis/percakapan.js";

const told = document.getElementById("told");
const post = (path, body = {}) =>
  fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

function phone({ name, role, session }) {
  const frame = document.createElement("section");
  frame.className = "phone";
  frame.setAttribute("aria-label", name);
  const top = document.createElement("header");
  top.className = "top";
  const title = document.createElement("h2");
  title.className = "name";
  title.textContent = name;
  top.append(title);
  const talk = document.createElement("div");
  talk.className = "talk";
  talk.setAttribute("aria-live", "polite");
  const form = document.createElement("form");
  form.className = "write";
  const text = document.createElement("input");
  text.type = "text";
  text.placeholder = "Tulis pesan";
  text.setAttribute("aria-label", `Tulis pesan sebagai ${name}`);
  const send = document.createElement("button");
  send.className = "send";
  send.textContent = "Kirim";
  form.append(text, send);
  frame.append(top, talk, form);
  const conversation = new Conversation(talk, session);
  const isCadre = role === "kader";
  conversation.note(isCadre ? "HP kader. Ketik KADER." : "Belum ada laporan. Laporan baru masuk sendiri ke sini.");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (text.value.trim()) conversation.say(text.value.trim());
    text.value = "";
  });
  conversation.listen();
  return frame;
}

const { phones } = await (await fetch("/demo/petugas.json")).json();
document.getElementById("phones").append(...phones.map(phone));

for (const button of document.querySelectorAll("[data-minutes]")) {
  button.addEventListener("click", async () => {
    await post("/demo/jam", { minutes: Number(button.dataset.minutes) });
    told.textContent = `${button.textContent}: selesai.`;
  });
}
document.getElementById("lesson").addEventListener("click", async () => {
  const { sent } = await (await post("/demo/pelajaran")).json();
  told.textContent = sent ? `Terkirim ke ${sent} pelanggan.` : "Belum ada pelanggan. Ketik INFO di obrolan warga dulu.";
});
