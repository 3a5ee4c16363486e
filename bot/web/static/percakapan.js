// One conversation in one element: shows bubbles and choices, sends, retries, polls. No framework, no storage.

const MARGIN = 12; // pixels above what is shown first
const PAUSE = 4000; // milliseconds between polls that failed
const MARKED = /(https?:\/\/\S+\/konsol\/buka\/[\w-]+|\bBD-\d+|\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b)/;

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

export function token() {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}

export class Conversation {
  constructor(talk, session) {
    this.talk = talk;
    this.session = session;
    this.seen = "";
    this.busy = 0;
    this.poll = null;
  }

  async say(text, shown = text) {
    await this.send({ text }, shown);
  }

  async choose(choice, label) {
    await this.send({ choice }, label);
  }

  async start(payload) {
    await this.send({ start: payload }, "");
  }

  async photo(file) {
    const picture = await smaller(file);
    const bubble = this.bubble("", true);
    const image = document.createElement("img");
    image.alt = "Foto yang dikirim";
    image.src = await asAddress(picture);
    bubble.append(image);
    await this.attempt({ media: picture }, token(), bubble);
  }

  async send(fields, shown) {
    const bubble = shown ? this.bubble(shown, true) : null;
    await this.attempt(fields, token(), bubble);
  }

  // The same id again when sending is repeated: the server then knows that it is the same message.
  async attempt(fields, id, bubble) {
    this.talk.querySelectorAll(".choices, .again").forEach((old) => old.remove());
    const typing = this.note("mengetik");
    typing.classList.add("typing");
    this.busy += 1;
    this.poll?.abort(); // one question to the server at a time: what it has for us comes once
    try {
      const messages = await this.call(fields, id);
      typing.remove();
      this.show(messages);
      bubble?.classList.remove("failed");
    } catch (error) {
      bubble?.classList.add("failed");
      this.note(error.shown ?? "Belum terkirim. Periksa sinyal, lalu coba lagi.");
      const again = this.button("Kirim ulang", () => this.attempt(fields, id, bubble));
      again.className = "again";
      this.talk.append(again);
      this.down();
    } finally {
      this.busy -= 1;
      typing.remove();
    }
  }

  async call(fields, id) {
    const headers = this.seen ? { "X-Terima": this.seen } : {};
    let body;
    if (fields.media) {
      body = new FormData();
      for (const [name, value] of Object.entries({ session: this.session, id, ...fields })) body.append(name, value);
    } else {
      headers["Content-Type"] = "application/json";
      body = JSON.stringify({ session: this.session, id, ...fields });
    }
    return this.read(await fetch("/obrolan/pesan", { method: "POST", headers, body }));
  }

  async read(answer) {
    const given = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(given.error?.code), { shown: given.error?.message });
    this.seen = answer.headers.get("X-Penanda") ?? "";
    return given.messages;
  }

  // Officers' questions and reminders come by themselves.
  async listen() {
    for (;;) {
      try {
        while (this.busy) await pause(200);
        this.poll = new AbortController();
        const headers = this.seen ? { "X-Terima": this.seen } : {};
        const address = `/obrolan/pesan?session=${this.session}`;
        const answer = await fetch(address, { headers, signal: this.poll.signal });
        if (!this.busy) this.show(await this.read(answer));
      } catch (error) {
        if (error.name !== "AbortError") await pause(PAUSE);
      }
    }
  }

  show(messages) {
    let first = null;
    for (const message of messages) {
      this.talk.querySelectorAll(".choices").forEach((old) => old.remove());
      const bubble = this.bubble(message.text, false);
      if (message.media) bubble.prepend(enclosed(message.media, message.text));
      first ??= bubble;
      if (message.choices.length) {
        const row = document.createElement("div");
        row.className = "choices";
        row.append(...message.choices.map((c) => this.button(c.label, () => this.choose(c.id, c.label))));
        this.talk.append(row);
      }
    }
    if (first) this.down(first);
  }

  bubble(text, mine) {
    const bubble = document.createElement("p");
    bubble.className = mine ? "bubble mine" : "bubble";
    bubble.dir = "auto";
    bubble.append(...linked(text));
    this.talk.append(bubble);
    this.down();
    return bubble;
  }

  note(text) {
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = text;
    this.talk.append(note);
    return note;
  }

  button(label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }

  // To the end; but what is longer than the screen shows its beginning, where the verdict stands.
  down(first = null) {
    this.talk.scrollTop = first ? first.offsetTop - this.talk.offsetTop - MARGIN : this.talk.scrollHeight;
  }
}

// A card to look at and keep, a paper, or a voice note to hear; the words stand below in any case.
function enclosed(media, text) {
  if (media.type.startsWith("audio/")) {
    const sound = document.createElement("audio");
    sound.controls = true;
    sound.preload = "none";
    sound.src = media.url;
    return sound;
  }
  if (media.type === "application/pdf") {
    const paper = document.createElement("a");
    paper.href = media.url;
    paper.target = "_blank";
    paper.textContent = "PDF";
    return paper;
  }
  const image = document.createElement("img");
  image.alt = text;
  image.width = 240;
  image.height = 300;
  image.src = media.url;
  const link = document.createElement("a");
  link.href = media.url;
  link.target = "_blank";
  link.append(image);
  return link;
}

// Our own pages can be tapped; any other address stays text, it may be the broker's. Numbers and codes stay whole.
function linked(text) {
  return text.split(MARKED).map((part, place) => {
    if (place % 2 === 0) return part;
    if (!part.startsWith("http")) return whole(part);
    const link = document.createElement("a");
    link.href = new URL(part).pathname;
    link.target = "_blank";
    link.textContent = part;
    return link;
  });
}

function whole(text) {
  const span = document.createElement("span");
  span.className = text.startsWith("BD-") ? "whole" : "whole code";
  span.textContent = text;
  return span;
}

// A phone's picture is several megabytes; 1600 pixels are enough to read a flyer.
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = picture.width * scale;
    canvas.height = picture.height * scale;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob((blob) => done(blob ?? file), "image/jpeg", 0.85));
  } catch {
    return file;
  }
}

function asAddress(blob) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(blob);
  });
}
