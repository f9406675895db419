package io.tocsin.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The pages that say who would be told of an alert, and why somebody was, in a real browser before a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainPageTest {
    @SuppressWarnings("NullAway.Init") // set before all tests
    private BrowserTestHouse house;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private Playwright playwright;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private Browser browser;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private String incident;

    @SuppressWarnings("NullAway.Init") // set before each test
    private BrowserTestTab tab;

    private int expectedStatus;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
        playwright = BrowserTestTab.driver();
        browser = BrowserTestTab.launch(playwright);
        house = new BrowserTestHouse(folder);
        incident = house.breakIn("mallory");
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
        tab.open("/explain");
        assertThat(tab.find("h1")).hasText("Who would be told?");
    }

    @AfterEach
    void nothingWentWrong() {
        var trouble = tab.trouble(expectedStatus);
        tab.close();
        assertThat(trouble).isEmpty();
    }

    private void ask(String labels) {
        tab.find("#labels").fill(labels);
        tab.find("button[type=submit]").click();
    }

    @Test
    void itSaysWhoWouldBePagedWhenAndByWhat() {
        ask("alertname=Down, severity=critical");

        assertThat(tab.find(".answered.told")).containsText("Anna Adler is paged");
        assertThat(tab.find(".path .takes")).containsText("oncall");
        assertThat(tab.find("[aria-label='The plan of policy default'] tbody tr")
                        .first())
                .containsText("Anna Adler (email)");
        assertThat(tab.page()).hasURL(Pattern.compile(".*/explain\\?labels=alertname.*"));
    }

    @Test
    void labelsThatAreNoneAreRefusedBeforeAnybodyIsAsked() {
        ask("nonsense");

        assertThat(tab.find(".problem")).containsText("give name=value");
    }

    @Test
    void aTimeThatIsNoneIsTheServersToRefuse() {
        expectedStatus = 400;
        tab.find("[name=at]").fill("yesterday evening");
        ask("a=b");

        assertThat(tab.find(".problem")).containsText("cannot read time");
    }

    @Test
    void anIncidentLeadsToTheStoryOfItsAlertAndBackToWhoWouldBeTold() {
        tab.open("/incidents/" + incident);
        tab.find("a", "Why was I told, or not?").click();

        assertThat(tab.find(".answered.told")).containsText("Page delivered to Anna Adler by email");
        assertThat(tab.find(".story [data-kind=fires]")).containsText("the alert fires");
        assertThat(tab.find(".story [data-kind=level_paged]").first()).containsText("level 1 paged: anna");

        tab.find("a", "Who would be told now?").click();

        assertThat(tab.find(".answered")).containsText("oncall");
        assertThat(tab.find("#labels")).hasValue(Pattern.compile(".*user=mallory.*"));
    }

    @Test
    void aReceiverHasAListOfWhatFiresNow() {
        tab.open("/explain?receiver=oncall");

        assertThat(tab.find(".groups h2")).containsText("What fires now and goes to oncall");
        assertThat(tab.find(".groups .notice").first()).containsText("user=mallory");
        tab.find(".groups a").first().click();

        assertThat(tab.find("h1")).hasText("Why was I paged, or not?");
    }

    @Test
    void aReceiverOfWhichNothingFiresSaysSo() {
        tab.open("/explain?receiver=no%20such%20(one)");

        assertThat(tab.find(".empty")).containsText("Nothing fires that goes to no such (one)");
    }

    @Test
    void itFitsOnATelephone() {
        tab.page().setViewportSize(400, 800);
        ask("alertname=Down, severity=critical");

        assertThat(tab.find(".answered")).isVisible();
        assertThat((Integer) tab.page().evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(400);
    }
}
