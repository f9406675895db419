package io.tocsin.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.tocsin.e2e.BrowserTestHouse.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.KeyboardModifier;
import io.tocsin.server.StartOptions;
import io.tocsin.server.Tocsin;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, before a real server with real logs. Nothing may go wrong unseen: each test ends with that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
    private static final String MARKUP = "<script>window.owned=1</script><img src=x onerror=window.owned=2>";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private BrowserTestHouse house;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private Playwright playwright;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private Browser browser;

    @SuppressWarnings("NullAway.Init") // set before each test
    private BrowserTestTab tab;

    private int expectedStatus;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
        playwright = BrowserTestTab.driver();
        browser = BrowserTestTab.launch(playwright);
        house = new BrowserTestHouse(folder);
    }

    @AfterAll
    void stop() {
        house.close();
        browser.close();
        playwright.close();
    }

    @BeforeEach
    void open() {
        expectedStatus = -1;
        tab = new BrowserTestTab(browser, house.url());
    }

    @AfterEach
    void nothingWentWrong() {
        List<String> trouble = tab.trouble(expectedStatus);
        tab.close();
        assertThat(trouble).isEmpty();
    }

    /** Three services that a request passes; the last line is an error. */
    private void request(String id) {
        house.store(
                event("gateway", "INFO", "POST /api/orders").put("request_id", id),
                event("order_service", "INFO", "order created").put("trace_id", id),
                event("payment_api", "ERROR", "pool exhausted")
                        .put("request_id", id)
                        .put("duration_ms", 2100));
    }

    private void search(String query) {
        tab.find("#q").fill(query);
        tab.press("Enter");
        tab.page().waitForURL(Pattern.compile(".*/search\\?q=.*"));
    }

    @Test
    void pastingAnIdAndPressingEnterShowsTheRequestOverAllServices() {
        request("req-5f00aa01");

        tab.open("/");
        tab.find("#q").fill("req-5f00aa01");
        tab.press("Enter");

        tab.page().waitForURL("**/requests/req-5f00aa01");
        assertThat(tab.find(".event")).hasCount(3);
        assertThat(tab.find(".lane .lane-name[title]"))
                .hasText(new String[] {"gateway", "order_service", "payment_api"});
        assertThat(tab.find(".request-facts")).containsText("3 services");
        assertThat(tab.find(".request-facts")).containsText("1 error");
    }

    @Test
    void anIdWithASlashIsAnIdLikeAnyOther() {
        request("run/5f00/7");

        tab.open("/search?q=payment_api");
        search("trace_id:\"run/5f00/7\"");
        assertThat(tab.find(".event")).hasCount(1);
        tab.press("r");

        tab.page().waitForURL("**/requests/run%2F5f00%2F7");
        assertThat(tab.find(".event")).hasCount(3);
    }

    @Test
    void anIdThatNobodyCarriesIsLookedForAsAWord() {
        expectedStatus = 404;

        tab.open("/");
        tab.find("#q").fill("req-00000000");
        tab.press("Enter");

        assertThat(tab.find(".empty h2")).hasText("Nothing found");
        tab.open("/requests/req-00000000");
        assertThat(tab.find(".empty h2")).hasText("No event carries this ID");
    }

    @Test
    void searchingWorksWithoutAMouse() {
        request("req-5f00aa02");
        tab.open("/search?q=" + "request_id:req-5f00aa02");
        Locator rows = tab.find(".event");
        assertThat(rows).hasCount(3);

        assertThat(rows.nth(0)).isFocused();
        tab.press("j");
        assertThat(rows.nth(1)).isFocused();
        tab.press("j", "k");
        assertThat(rows.nth(1)).isFocused();
        tab.press("Enter");
        assertThat(rows.nth(1).locator(".event-detail")).isVisible();
        tab.press("Enter");
        assertThat(rows.nth(1).locator(".event-detail")).hasCount(0);
        tab.press("/");
        assertThat(tab.find("#q")).isFocused();
        tab.press("Escape", "j", "r");

        tab.page().waitForURL("**/requests/req-5f00aa02");
        tab.press("g", "i");
        tab.page().waitForURL("**/incidents");
        tab.press("?");
        assertThat(tab.find("dialog.keys")).isVisible();
    }

    @Test
    void pressingAValueNarrowsTheSearchAndWithShiftExcludesIt() {
        request("req-5f00aa03");
        tab.open("/search?q=req-5f00aa03");
        assertThat(tab.find(".event")).hasCount(3);
        Locator gateway = tab.find(".event", "gateway");

        gateway.locator(".event-head").click();
        gateway.locator(".json-value").getByText("gateway").click();

        assertThat(tab.find("#q")).hasValue("req-5f00aa03 service:gateway");
        assertThat(tab.find(".event")).hasCount(1);
        tab.find(".event .event-head").click();
        tab.find(".event .json-value")
                .getByText("INFO")
                .click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
        assertThat(tab.find("#q")).hasValue("req-5f00aa03 service:gateway -level:INFO");
        assertThat(tab.find(".empty h2")).hasText("Nothing found");
    }

    @Test
    void markupInALogLineStaysText() {
        house.store(
                event(MARKUP, "ERROR", MARKUP).put("request_id", "req-5f00aa04").put(MARKUP, MARKUP));

        tab.open("/search?q=req-5f00aa04");
        assertThat(tab.find(".event .said")).hasText(MARKUP);
        tab.find(".event .event-head").click();
        assertThat(tab.find(".json-key").getByText(MARKUP)).isVisible();
        tab.open("/requests/req-5f00aa04");
        assertThat(tab.find(".event .said")).hasText(MARKUP);
        assertThat(tab.find(".lane-name[title]")).hasText(MARKUP);

        assertThat(tab.find("main script, main img")).hasCount(0);
        assertThat(tab.page().evaluate("window.owned")).isNull();
    }

    @Test
    void markupInAnIncidentStaysText() {
        String user = "<img src=x onerror=window.owned=3>";
        String id = house.breakIn(user);

        tab.open("/incidents");
        assertThat(tab.find(".incident-title", user)).isVisible();
        tab.open("/incidents/" + id);
        assertThat(tab.find("h1")).containsText("BruteForceUser: " + user);
        tab.open(house.signedLink(user));
        assertThat(tab.find("h1")).containsText(user);

        assertThat(tab.find("main img")).hasCount(0);
        assertThat(tab.page().evaluate("window.owned")).isNull();
    }

    @Test
    void aQueryThatCannotBeReadIsPointedAt() {
        expectedStatus = 400;

        tab.open("/search");
        search("level:ERROR AND (service:x");

        assertThat(tab.find(".problem")).containsText("Cannot read the query");
        assertThat(tab.find(".caret")).hasText("level:ERROR AND (service:x\n                ^");
        assertThat(tab.find("#q")).isFocused();
    }

    @Test
    void theKeyAAcknowledgesAndEverybodySeesWho() {
        String id = house.breakIn("mallory");
        tab.open("/incidents");
        Locator card = tab.find(".incident", "mallory");
        assertThat(card.locator(".state")).hasText("triggered");

        card.focus();
        tab.press("a");
        assertThat(tab.find("dialog[open] h2")).hasText("Who are you?");
        tab.page().keyboard().type("anna");
        tab.press("Enter");

        assertThat(card.locator(".state")).hasText("acknowledged");
        assertThat(card).containsText("acknowledged by anna");
        assertThat(house.incident(id).getString("acknowledged_by")).isEqualTo("anna");
        tab.open("/incidents/" + id);
        assertThat(tab.find(".incident-head .state")).hasText("acknowledged");
        assertThat(tab.find(".pairs")).containsText("anna");
        assertThat(tab.find("[data-name=acknowledge]")).hasCount(0);
    }

    @Test
    void anIncidentLeadsToItsLogLinesAndItsRunbook() {
        String id = house.breakIn("trudy");
        tab.open("/incidents/" + id);

        tab.find(".evidence summary").click();
        assertThat(tab.find(".evidence .event")).hasCount(4);
        tab.find(".evidence a").click();
        assertThat(tab.find(".event")).hasCount(4);
        tab.page().goBack();
        tab.find(".ways a").getByText("Logs").click();
        assertThat(tab.find(".event")).hasCount(4);
        assertThat(tab.page().url()).startsWith(house.url() + "/search?q=user");
        tab.page().goBack();
        tab.find(".annotation a").getByText("break-in").click();

        assertThat(tab.find(".runbook h1")).hasText("Break-in");
        assertThat(tab.find(".runbook")).containsText("Ask <b>first</b>.");
    }

    @Test
    void openingTheLinkInAMailChangesNothingAndItsButtonAcknowledges() {
        String id = house.breakIn("oscar");
        String link = house.signedLink("oscar");

        tab.open(link);
        assertThat(tab.find("h1")).hasText("BruteForceUser: oscar");
        tab.page().reload();
        assertThat(tab.find("button")).hasText("Acknowledge: I am on it");
        assertThat(house.incident(id).getString("state")).isEqualTo("triggered");
        tab.find("button").click();

        assertThat(tab.find("h1")).hasText("Acknowledged");
        assertThat(house.incident(id).getString("acknowledged_by")).isEqualTo("anna");
        tab.find("a").click();
        assertThat(tab.find(".incident-head .state")).hasText("acknowledged");
    }

    @Test
    void whatComesInAppearsByItselfWhileLiveIsOn() {
        house.store(event("live_service", "INFO", "before"));
        tab.open("/search?q=service:live_service");
        assertThat(tab.find(".event")).hasCount(1);

        tab.find("button.live").click();
        house.store(event("live_service", "INFO", "after"));

        assertThat(tab.find(".event").first()).containsText("after");
    }

    @Test
    void aBarOfTheHistogramBecomesTheTimeRange() {
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
        house.store(
                event("bars", "INFO", "long ago")
                        .put("timestamp", hour.minusSeconds(7200).toString()),
                event("bars", "ERROR", "just now").put("timestamp", hour.toString()));
        tab.open("/search?q=service:bars");
        assertThat(tab.find(".bar-part")).hasCount(2);
        assertThat(tab.find(".bar-slot").first()).hasAttribute("aria-label", Pattern.compile(".*: 1 event, INFO 1"));

        tab.find(".bar-slot").last().click();

        assertThat(tab.find(".event")).hasCount(1);
        assertThat(tab.find(".event")).containsText("just now");
        assertThat(tab.page()).hasURL(Pattern.compile(".*[?&]from=.*&to=.*"));
    }

    @Test
    void aQueryWithPipesIsATable() {
        house.store(event("pipes", "INFO", "one"), event("pipes", "ERROR", MARKUP), event("pipes", "INFO", "three"));

        tab.open("/search?q=" + URLEncoder.encode("service:pipes | count by level", StandardCharsets.UTF_8));

        assertThat(tab.find("table.answer th")).hasText(new String[] {"level", "count"});
        assertThat(tab.find("table.answer tbody tr").first()).hasText("INFO2");
        assertThat(tab.find(".status")).containsText("2 rows of 3 events");
        assertThat(tab.find(".event")).hasCount(0);
    }

    @Test
    void liveCanBeSwitchedOff() {
        house.store(event("quiet_service", "INFO", "before"));
        tab.open("/search?q=service:quiet_service");
        tab.find("button.live").click();
        house.store(event("quiet_service", "INFO", "while it is on"));
        assertThat(tab.find(".event")).hasCount(2);

        tab.find("button.live").click();
        assertThat(tab.find("button.live")).hasAttribute("aria-pressed", "false");
        house.store(event("quiet_service", "INFO", "while it is off"));

        assertThat(tab.find(".event")).hasCount(2);
    }

    @Test
    void theRulesSayWhichOfThemFires() {
        house.breakIn("wendy");

        tab.open("/rules");

        assertThat(tab.find(".rule", "BruteForceUser").locator(".state")).containsText("firing");
    }

    @Test
    void aServerThatWantsATokenIsGivenItOnce(@TempDir Path folder) throws Exception {
        expectedStatus = 401;
        String token = "0123456789abcdef";
        StartOptions options = new StartOptions(
                folder, folder, folder.resolve("data"), 0, Map.of("auth.tokens.ops", token), System::getenv);
        Tocsin guarded = Tocsin.start(options);
        try {
            tab.open(guarded.url() + "/search");
            assertThat(tab.find("dialog[open] h2")).hasText("This Tocsin wants a token");
            tab.page().keyboard().type(token);
            tab.press("Enter");
            assertThat(tab.find(".empty h2")).hasText("No logs yet");

            tab.open(guarded.url() + "/incidents");
            assertThat(tab.find(".empty h2")).hasText("All quiet");
        } finally {
            guarded.stop(Duration.ofSeconds(5));
        }
    }

    @Test
    void nothingIsWiderThanATelephone() {
        String id = house.breakIn("a_user_with_a_rather_long_name_and_no_space_in_it@example.org");
        request("req-5f00aa05");
        tab.page().setViewportSize(400, 800);

        for (String path : List.of(
                "/",
                "/search?q=req-5f00aa05",
                "/requests/req-5f00aa05",
                "/incidents",
                "/incidents/" + id,
                "/rules",
                house.signedLink("rather_long_name"))) {
            tab.open(path);
            tab.page().waitForLoadState();
            assertThat(tab.find("main > *").first()).isVisible();
            await().untilAsserted(
                            () -> assertThat((Integer) tab.page().evaluate("document.documentElement.scrollWidth"))
                                    .as(path)
                                    .isLessThanOrEqualTo(400));
        }
    }
}
