// The villager's chat. The session lives in sessionStorage only: closing the tab forgets it, so that nobody who
// borrows the phone can read on.
import { Conversation, token } from "/statis/percakapan.js";

const byId = (id) => document.getElementById(id);
const session = sessionStorage.getItem("sesi") ?? token();
sessionStorage.setItem("sesi", session);
const conversation = new Conversation(byId("talk"), session);

byId("write").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = byId("text").value.trim();
  if (!text) return;
  byId("text").value = "";
  conversation.say(text);
});
byId("photo").addEventListener("change", (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (file) conversation.photo(file);
});
byId("alarm").addEventListener("click", () => conversation.say("DARURAT"));
byId("close").addEventListener("click", () => {
  sessionStorage.clear();
  location.replace("about:blank");
});

const village = new URLSearchParams(location.search).get("desa");
await (village ? conversation.start(`desa_${village}`) : conversation.say("MULAI", ""));
conversation.listen();
