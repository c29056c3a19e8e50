// Uses the example page in a browser: what is written elsewhere comes live, what is written in it is seen elsewhere.
// page.mjs <browser> <page's address> <server's address> <article's id> <token of a reader> <token of a moderator>
import { chromium } from "playwright-core";
import { asker, doer } from "./pageSetup.mjs";

const [executablePath, address, server, article, reader, moderator] = process.argv.slice(2);
const act = doer(asker(server));
const post = async body => (await act(moderator, "postComment", "comment { id }", { articleId: article, body })).comment.id;
const set = settings => act(moderator, "setCommenting", "article { id }", { articleId: article, state: "OPEN", ...settings });

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ permissions: ["clipboard-read", "clipboard-write"] });
  const complaints = [];
  page.on("console", message => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", error => complaints.push(error.message));
  const thread = page.locator("#thread");
  const shows = async text => { await thread.getByText(text, { exact: true }).first().waitFor({ timeout: 20_000 }); return text; };
  const seen = [];

  await page.goto(address);
  await page.locator("#state", { hasText: "comments" }).waitFor();
  const first = await post("Written elsewhere");
  seen.push(await shows("Written elsewhere"));

  await page.fill("#token", reader);
  await page.locator("#body").pressSequentially("Written *here*");
  await page.locator("#preview em", { hasText: "here" }).waitFor();
  await page.getByRole("button", { name: "Post" }).click();
  seen.push(await shows("Written here"));

  await page.getByRole("button", { name: "COPY" }).click();
  await page.locator("#state", { hasText: "1 shares" }).waitFor();
  seen.push(/[/]s[/][0-9A-Za-z]{9}c$/.test(await page.evaluate(() => navigator.clipboard.readText())) ? "Shared" : "Something else was copied");

  await page.locator(`[id="${first}"]`).getByRole("button", { name: "Reply" }).first().click();
  await page.fill("#body", "An answer");
  await page.getByRole("button", { name: "Post" }).click();
  await page.locator(`[id="${first}"] article`, { hasText: "An answer" }).waitFor();
  seen.push("An answer");

  await post("<img src=x onerror=alert(1)> [x](javascript:alert(2))");
  seen.push(await shows("<img src=x onerror=alert(1)> x"));

  await set({ liveMode: "POLL", pollInterval: 1 });
  await page.locator("#state", { hasText: "POLL" }).waitFor();
  await post("Polled");
  seen.push(await shows("Polled"));

  await page.goto("about:blank");
  await page.goto(`${address}#${first}`);
  await page.locator(`[id="${first}"]`).waitFor();
  seen.push("linked");
  console.log(JSON.stringify({ seen, complaints }));
} catch (fault) {
  console.error(await browser.contexts()[0]?.pages()[0]?.locator("body").innerText());
  throw fault;
} finally {
  await browser.close();
}
