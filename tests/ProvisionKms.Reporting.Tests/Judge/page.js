// Opens a page in Chromium at several widths, in light and dark, and prints one line for each thing that is wrong.
// Arguments: the page, the folder for screenshots, the browser.
const puppeteer = require('puppeteer-core');
const axe = require('axe-core').source;

const [page, shots, browserPath] = process.argv.slice(2);
const wrong = message => console.log(message);

(async () => {
  const browser = await puppeteer.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
  for (const width of [390, 1440]) {
    for (const scheme of ['light', 'dark']) {
      const tab = await browser.newPage();
      tab.on('console', message => wrong(`console ${message.type()}: ${message.text()}`));
      tab.on('pageerror', error => wrong(`error: ${error.message}`));
      tab.on('request', request => { if (!request.url().startsWith('file:') && !request.url().startsWith('data:')) wrong(`network: ${request.url()}`); });
      await tab.setViewport({ width, height: 900 });
      await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await tab.goto(`file://${page}`);
      await tab.screenshot({ path: `${shots}/${width}-${scheme}.png`, fullPage: true });
      await tab.evaluate(() => document.querySelectorAll('details').forEach(details => { details.open = true; }));
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) wrong(`at ${width} pixels the page is ${wide} wide`);
      await tab.evaluate(axe);
      const found = await tab.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
      for (const violation of found.violations) wrong(`${width} ${scheme}: ${violation.id}: ${violation.help}: ${violation.nodes[0].html.slice(0, 200)}`);
      await tab.close();
    }
  }

  // What opens by a mouse opens by the keyboard, and is reached by it.
  const tab = await browser.newPage();
  await tab.goto(`file://${page}`);
  const count = await tab.evaluate(() => document.querySelectorAll('summary').length);
  for (let number = 0; number < count; number++) {
    await tab.keyboard.press('Tab');
    const toggled = await tab.evaluate(n => {
      const summary = document.querySelectorAll('summary')[n];
      window.before = summary.parentElement.open;
      return document.activeElement === summary;
    }, number);
    if (!toggled) { wrong(`Tab does not reach diff ${number + 1}`); break; }
    await tab.keyboard.press('Enter');
    if (await tab.evaluate(n => document.querySelectorAll('summary')[n].parentElement.open === window.before, number)) wrong(`Enter does not open diff ${number + 1}`);
  }

  await tab.pdf({ path: `${shots}/print.pdf`, format: 'A4' });
  await browser.close();
})().catch(error => { console.error(error.message); process.exit(1); });
