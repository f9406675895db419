package io.tocsin.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** One tab of a fresh browser profile, which writes down everything that goes wrong in it. */
final class BrowserTestTab implements AutoCloseable {
    private static final double PATIENCE_MS = 15_000;
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final BrowserContext context;
    private final Page page;
    private final String url;
    private final List<String> trouble = new CopyOnWriteArrayList<>();

    BrowserTestTab(Browser browser, String url) {
        this.url = url;
        this.context = browser.newContext();
        context.setDefaultTimeout(PATIENCE_MS);
        context.addInitScript(
                "addEventListener('securitypolicyviolation',"
                        + " e => console.error('refused by the content security policy: ' + e.violatedDirective + ' ' + e.blockedURI))");
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) trouble.add(message.text());
        });
        page.onPageError(trouble::add);
    }

    /** The Chromium of this machine, started once for all tests. */
    static Browser launch(Playwright playwright) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setHeadless(true)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")));
    }

    /** The driver without the browsers that it would like to fetch. */
    static Playwright driver() {
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    private static Path executable() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("cannot run the browser tests: there is no Chromium on the PATH;"
                        + " install it (Debian: sudo apt install chromium; macOS: brew install --cask chromium)"));
    }

    Page page() {
        return page;
    }

    BrowserTestTab open(String path) {
        page.navigate(path.startsWith("http") ? path : url + path);
        return this;
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    /** Those of the elements that hold a text. */
    Locator find(String selector, String text) {
        return page.locator(selector, new Page.LocatorOptions().setHasText(text));
    }

    void press(String... keys) {
        for (String key : keys) page.keyboard().press(key);
    }

    /** Errors, warnings and refusals so far; without those lines that the browser writes for each 4xx that was asked for. */
    List<String> trouble(int expectedStatus) {
        return trouble.stream()
                .filter(line -> !line.contains("responded with a status of " + expectedStatus))
                .toList();
    }

    @Override
    public void close() {
        context.close();
    }
}
