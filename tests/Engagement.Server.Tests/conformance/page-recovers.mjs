// Uses the example page in a browser while answers are late or lost, events fail and articles are merged.
// page-recovers.mjs <browser> <server's address> <token of a reader> <token of a moderator> <token of a publisher>
import { chromium } from "playwright-core";
import { asker, doer } from "./pageSetup.mjs";

const [executablePath, server, reader, moderator, publisher] = process.argv.slice(2);
const act = doer(asker(server));
const register = async key => (await act(publisher, "registerArticles", "articles { id }",
  { articles: [{ key, url: `https://news.example/${key}`, title: key }] })).articles[0].id;
const post = async (articleId, body, parentId) => (await act(reader, "postComment", "comment { id }", { articleId, body, parentId })).comment.id;
const remove = commentId => act(moderator, "removeComment", "comment { id }", { commentId, reason: "SPAM" });
const merge = (fromKey, intoKey) => act(publisher, "mergeArticles", "article { id }", { fromKey, intoKey });
const addressOf = (key, comment) => `${new URL(`?article=${key}`, server)}${comment ? `#${comment}` : ""}`;

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

/** A page that may fail and be late, opened and live. */
async function open(address, prepare) {
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  let live, frames = 0;
  const subscribed = new Promise(go => { live = go; });
  page.on("websocket", socket => {
    socket.on("framesent", ({ payload }) => payload.includes('"subscribe"') && live());
    socket.on("framereceived", () => frames++);
  });
  await prepare?.(page);
  await page.goto(address);
  await page.locator("#state", { hasText: "comments" }).waitFor();
  const text = body => page.locator("#thread").getByText(body, { exact: true });
  return {
    page, subscribed,
    frames: () => frames,
    shows: body => text(body).first().waitFor(),
    hides: body => text(body).first().waitFor({ state: "detached" }),
    count: body => text(body).count(),
  };
}

const seen = [];
const steps = {
  async "an event that comes while a page is read is applied to it"() {
    const article = await register("late"), ids = [];
    for (let i = 0; i < 25; i++) ids.push(await post(article, `Comment ${i}`));
    const { page, subscribed, frames, shows, hides, count } = await open(addressOf("late"));
    await subscribed;
    let reached, go;
    const [answered, mayGo] = [new Promise(then => { reached = then; }), new Promise(then => { go = then; })];
    await page.route("**/graphql", async route => {
      if (!route.request().postDataJSON().variables.after) return route.continue();
      const response = await route.fetch();
      reached();
      await mayGo;
      await route.fulfill({ response });
    });
    await page.getByRole("button", { name: "Earlier comments" }).click();
    await answered;
    const before = frames();
    await remove(ids[2]);
    while (frames() === before) await new Promise(then => setTimeout(then, 20)); // until the page was told
    go();
    await shows("Comment 1");
    await hides("Comment 2");
    if (await count("Comment 24") !== 1) throw new Error("What was there is gone.");
    await page.close();
  },

  async "after a lost answer the same text is one comment and another text is posted"() {
    await register("lost");
    const { page, shows, count } = await open(addressOf("lost"));
    await page.fill("#token", reader);
    let isLost = true;
    await page.route("**/graphql", async route => {
      if (!isLost || !route.request().postData().includes("mutation Post")) return route.continue();
      await route.fetch();
      await route.abort();
    });
    const send = async () => {
      const over = page.waitForEvent(isLost ? "requestfailed" : "requestfinished", request => request.postData()?.includes("mutation Post"));
      await page.getByRole("button", { name: "Post" }).click();
      await over;
    };
    await page.fill("#body", "Once");
    await send();
    isLost = false;
    await send();
    await shows("Once");
    isLost = true;
    await page.fill("#body", "Twice");
    await send();
    isLost = false;
    await page.fill("#body", "Twice, changed");
    await send();
    await shows("Twice, changed");
    await shows("Twice");
    if (await count("Once") !== 1) throw new Error(`"Once" is there ${await count("Once")} times.`);
    await page.close();
  },

  async "a link leads to a reply far down, the rest is there on demand, and what is gone is said to be"() {
    const article = await register("deep"), top = await post(article, "Top"), replies = [];
    for (let i = 0; i < 18; i++) replies.push(await post(article, `Reply ${i}`, top));
    let below = replies[17];
    for (let i = 0; i < 3; i++) below = await post(article, `Below ${i}`, below);
    const removed = await post(article, "Removed", top);
    await remove(removed);
    const { page, shows, hides, count } = await open(addressOf("deep", below));
    await shows("Below 2");
    await page.waitForFunction(id => { const { top, bottom } = document.getElementById(id).getBoundingClientRect(); return bottom > 0 && top < innerHeight; }, below);
    if (await count("Reply 16")) throw new Error("All was read at once.");
    await page.getByRole("button", { name: "More replies" }).click();
    await shows("Reply 16");
    if (await page.getByRole("button", { name: "More replies" }).count()) throw new Error("There is no more.");
    if (await page.locator("#missing").isVisible()) throw new Error("It is there.");
    await page.evaluate(id => { location.hash = id; }, removed);
    await page.locator("#missing").waitFor();
    await page.evaluate(id => { location.hash = id; }, replies[17]);
    await shows("Reply 17");
    await page.locator("#missing").waitFor({ state: "hidden" });
    await page.close();
  },

  async "an event that failed comes again"() {
    const article = await register("failing");
    let failures = 0;
    let go;
    const subscribed = new Promise(then => { go = then; });
    const { page, shows } = await open(addressOf("failing"), page => page.routeWebSocket("**/graphql", socket => {
      const upstream = socket.connectToServer();
      socket.onMessage(message => {
        upstream.send(message);
        if (message.includes('"subscribe"')) go();
      });
      upstream.onMessage(message => {
        const isFirst = message.includes("Fails once") && failures++ === 0;
        socket.send(isFirst ? JSON.stringify({ id: "1", type: "next", payload: { data: null, errors: [{ message: "Internal error.", extensions: { code: "INTERNAL" } }] } }) : message);
      });
    }));
    await subscribed;
    await post(article, "Fails once");
    await post(article, "After it");
    await shows("After it");
    await shows("Fails once");
    if (failures < 2) throw new Error("Nothing failed.");
    await page.close();
  },
};

for (const liveMode of ["LIVE", "POLL"])
  steps[`after a merge the page goes on (${liveMode})`] = async () => {
    const [from, into] = [`from-${liveMode}`, `into-${liveMode}`], settings = { state: "OPEN", liveMode, pollInterval: 1 };
    const [gone, kept] = [await register(from), await register(into)];
    await post(kept, "Before");
    for (const articleId of [kept, gone, gone])
      await act(moderator, "setCommenting", "article { id }", { articleId, ...settings, message: `${Math.random()}` });
    const { page, shows } = await open(addressOf(from));
    await page.locator("#state", { hasText: liveMode }).waitFor();
    await merge(from, into);
    await shows("Before");
    await post(kept, "After");
    await shows("After");
    await page.close();
  };

try {
  for (const [name, step] of Object.entries(steps)) {
    await step();
    seen.push(name);
  }
  console.log(JSON.stringify({ seen }));
} catch (fault) {
  console.error(`After ${JSON.stringify(seen)}: ${await browser.contexts().flatMap(c => c.pages())[0]?.locator("body").innerText()}`);
  throw fault;
} finally {
  await browser.close();
}
