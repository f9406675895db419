package io.tocsin.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.tocsin.server.StartOptions;
import io.tocsin.server.Tocsin;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page that says who is on call, on which somebody takes a shift, in a real browser before a real server. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class OncallPageTest {
    private static final String ONCALL = """
            users:
              anna: {name: Anna Adler, contact_methods: {email: anna@example.org}}
              bob: {name: Bob Brandt, contact_methods: {email: bob@example.org}}
              carol: {name: Carol Chen, contact_methods: {email: carol@example.org}}
            schedules:
              primary: {layers: [{users: [anna], start: 2026-01-05T09:00}]}
              weekdays: {layers: [{users: [bob], start: 2026-01-05T09:00, during: [weekdays]}]}
            """;

    private static final String ROUTING = """
            route: {receiver: nobody}
            receivers: [{name: nobody}]
            time_intervals: [{name: weekdays, time_intervals: [{weekdays: ['monday:friday']}]}]
            """;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Tocsin server;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Playwright playwright;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Browser browser;

    @SuppressWarnings("NullAway.Init") // set before each test
    private BrowserTestTab tab;

    private int expectedStatus = -1;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        Path config = Files.createDirectories(folder.resolve("config"));
        Path rules = Files.createDirectories(folder.resolve("rules"));
        Files.writeString(config.resolve("oncall.yml"), ONCALL);
        Files.writeString(config.resolve("routing.yml"), ROUTING);
        server = Tocsin.start(new StartOptions(config, rules, folder.resolve("data"), 0, Map.of(), System::getenv));
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
        playwright = BrowserTestTab.driver();
        browser = BrowserTestTab.launch(playwright);
        tab = new BrowserTestTab(browser, server.url());
        tab.open("/oncall");
        assertThat(tab.find(".schedule")).hasCount(2);
        tab.page().evaluate("localStorage.setItem('tocsin.name', 'dora')");
    }

    @AfterEach
    void nothingWentWrong() {
        var trouble = tab.trouble(expectedStatus);
        tab.close();
        browser.close();
        playwright.close();
        server.stop(Duration.ofSeconds(5));
        assertThat(trouble).isEmpty();
    }

    /** What the API says of a schedule now. */
    private String onCall(String schedule) throws Exception {
        JsonArray all = new JsonObject(body("/api/v1/oncall")).getJsonArray("schedules");
        for (int i = 0; i < all.size(); i++) {
            JsonObject one = all.getJsonObject(i);
            if (one.getString("name").equals(schedule))
                return one.getJsonArray("users").encode();
        }
        throw new AssertionError("there is no schedule " + schedule);
    }

    private String body(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server.url() + path)).build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    private Locator shiftsOf(String schedule) {
        return tab.find("section[aria-label='" + schedule + "'] .shift");
    }

    private Locator overridesOf(String schedule) {
        return tab.find("[aria-label='Overrides of " + schedule + "'] li");
    }

    @Test
    void whoIsOnCallNowAndNextAndWhenNobodyIsCanBeSeen() {
        assertThat(tab.find("section[aria-label=primary] .schedule-head")).containsText("anna");
        assertThat(shiftsOf("primary")).hasCount(1);
        assertThat(tab.find("section[aria-label=weekdays] .shift.unserved.required")
                        .first())
                .isVisible();
        assertThat(tab.find("section[aria-label=weekdays] > .bad")).containsText("Nobody is on call from");
        assertThat(tab.find("nav a[aria-current]")).hasText("On call");
    }

    @Test
    void aShiftIsTakenInTwoClicksAndGivenBackInOne() throws Exception {
        shiftsOf("primary").first().click();
        tab.find("dialog [data-user=carol]").click();

        assertThat(overridesOf("primary")).hasCount(1);
        assertThat(overridesOf("primary")).containsText("carol serves");
        assertThat(overridesOf("primary")).containsText("by dora");
        assertThat(tab.find("dialog")).hasCount(0);
        assertThat(onCall("primary")).isEqualTo("[\"carol\"]");
        assertThat(shiftsOf("primary").last()).hasClass(Pattern.compile(".*changed.*"));

        overridesOf("primary").locator("button").click();
        assertThat(overridesOf("primary")).hasCount(0);
        assertThat(onCall("primary")).isEqualTo("[\"anna\"]");
    }

    @Test
    void theKeyboardAloneWillDo() throws Exception {
        tab.press("g", "o");
        shiftsOf("primary").first().focus();
        tab.press("ArrowRight", "ArrowLeft", "Enter");
        assertThat(tab.find("dialog h2")).hasText("Who takes it from anna?");
        assertThat(tab.find("dialog [data-user=bob]")).isFocused();
        tab.press("Tab", "Enter");

        assertThat(overridesOf("primary")).containsText("carol serves");
        assertThat(onCall("primary")).isEqualTo("[\"carol\"]");
        shiftsOf("weekdays").last().focus();
        tab.press("Enter", "Escape");
        assertThat(tab.find("dialog")).hasCount(0);
    }

    @Test
    void aPartOfAShiftMayBeTakenAndWhatIsRefusedIsSaid() throws Exception {
        expectedStatus = 400;
        shiftsOf("primary").first().click();
        tab.find("dialog input[name=to]")
                .fill(tab.find("dialog input[name=from]").inputValue());
        tab.find("dialog [data-user=carol]").click();

        assertThat(tab.find("#toast .bad")).containsText("not after its start");
        assertThat(tab.find("dialog")).isVisible();
        assertThat(onCall("primary")).isEqualTo("[\"anna\"]");
    }

    @Test
    void itFitsOnATelephone() {
        tab.page().setViewportSize(400, 800);

        assertThat(shiftsOf("primary").first()).isVisible();
        assertThat((Integer) tab.page().evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(400);
    }
}
