// Opens the example page in a browser, as a reader does: its sponsored lines are disclosed, and count when they were seen.
// page-sponsored.mjs <browser> <server's address> <token of an admin> <token of a reader>
import { chromium } from "playwright-core";
import { asker } from "./pageSetup.mjs";

const [executablePath, server, admin, reader] = process.argv.slice(2);
const ask = asker(server);
const userAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"; // a headless one says that it is a program

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ userAgent, viewport: { width: 1000, height: 3000 } });
  const complaints = [];
  page.on("console", message => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", error => complaints.push(error.message));
  await page.goto(server);
  const lines = [];
  for (const slot of ["INLINE_TEXT", "RELATED_NEWS"]) {
    const line = page.locator(`#${slot} .sponsored`);
    await line.waitFor();
    const link = line.getByRole("link");
    lines.push({ text: (await line.innerText()).replace(/\s+/g, " "), why: await line.locator("details").evaluate(d => d.childNodes[1].textContent.trim()), rel: await link.getAttribute("rel") });
    await new Promise(go => setTimeout(go, 1_000)); // nobody clicks before anything can have been in view for a second
    const click = await fetch(await link.getAttribute("href"), { redirect: "manual", headers: { "User-Agent": userAgent } });
    lines.at(-1).leadsTo = click.headers.get("location").split("?")[0];
  }
  // Seen by the page, clicked above: the one is implied by the other, so that another page has to be seen, too.
  await page.reload();
  await page.locator("#INLINE_TEXT .sponsored").waitFor();
  let billed = [0];
  for (const end = Date.now() + 30_000; Date.now() < end && !billed.every(b => b === 2); await new Promise(go => setTimeout(go, 200)))
    billed = (await ask(admin, "{ campaigns { nodes { billed } } }")).campaigns.nodes.map(c => c.billed);

  // And whoever finds it wrong tells the moderators.
  await page.getByLabel("Token").fill(reader);
  page.on("dialog", dialog => dialog.accept("It is no webinar."));
  await page.locator("#INLINE_TEXT summary").click();
  await page.locator("#INLINE_TEXT").getByRole("button", { name: "Report" }).click();
  await page.getByText("Moderators look at it.").waitFor();
  const reports = (await ask(admin, "{ placementReports { nodes { details isProven } } }")).placementReports.nodes;
  console.log(JSON.stringify({ lines, billed, reports, complaints }));
} finally {
  await browser.close();
}
