package io.tocsin.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page of an incident, with everything that a person can do there, and the reports, in a real browser before a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncidentPageTest {
    @SuppressWarnings("NullAway.Init") // set before all tests
    private BrowserTestHouse house;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private Playwright playwright;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private Browser browser;

    @SuppressWarnings("NullAway.Init") // set before each test
    private BrowserTestTab tab;

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
        tab = new BrowserTestTab(browser, house.url());
    }

    @AfterEach
    void nothingWentWrong() {
        var trouble = tab.trouble(-1);
        tab.close();
        assertThat(trouble).isEmpty();
    }

    private void answer(String text) {
        tab.find("dialog input[name=answer]").fill(text);
        tab.find("dialog button.primary").click();
    }

    @Test
    void theTimelineIsThereAndSaysThatItIsUnchanged() {
        tab.open("/incidents/" + house.breakIn("mallory"));

        assertThat(tab.find(".chain.holds")).containsText("✓ unchanged");
        assertThat(tab.find("[data-kind=LEVEL_PAGED]")).containsText("level 1 paged: anna");
        assertThat(tab.find("[data-kind=PAGE_DELIVERED]")).containsText("anna reached: email");
        assertThat(tab.find(".story li").first()).hasAttribute("title", Pattern.compile("entry 1, [0-9a-f]{64}"));
    }

    @Test
    void theLogLinesThatDidItAreShownOnThePage() {
        tab.open("/incidents/" + house.breakIn("eve"));
        tab.find(".evidence summary").click();

        assertThat(tab.find(".evidence .event")).hasCount(4);
        assertThat(tab.find(".evidence .event").first()).containsText("Wrong password");
    }

    @Test
    void aNoteAndASnoozeStandInTheTimeline() {
        String id = house.breakIn("trudy");
        tab.open("/incidents/" + id);
        tab.find("[data-name=notes]").click();
        answer("the pool is too small");
        answer("anna");
        assertThat(tab.find("[data-kind=NOTE]")).containsText("anna: the pool is too small");

        tab.find("[data-name=snooze]").click();
        answer("2h");

        assertThat(tab.find("[data-kind=ACKNOWLEDGED]")).containsText("anna acknowledged, until");
        assertThat(house.incident(id).getString("acknowledged_by")).isEqualTo("anna");
    }

    @Test
    void twoBecomeOneAndEachLeadsToTheOther() {
        String into = house.breakIn("peggy");
        String from = house.breakIn("victor");
        tab.open("/incidents/" + from);
        tab.find("[data-name=merge]").click();
        tab.find("dialog select").selectOption(into);
        tab.find("dialog button.primary").click();
        answer("anna");

        assertThat(tab.find(".pairs")).containsText("Merged into");
        tab.find(".pairs a[href='/incidents/" + into + "']").click();
        assertThat(tab.find(".pairs a[href='/incidents/" + from + "']")).isVisible();
        assertThat(tab.find(".alerts li")).hasCount(2);
        JsonObject other = house.incident(into);
        assertThat(other.getJsonArray("merged").getString(0)).isEqualTo(from);
        assertThat(other.getJsonObject("chain").getBoolean("holds")).isTrue();
    }

    @Test
    void whatIsOverIsInTheReport() {
        tab.open("/incidents/" + house.breakIn("oscar"));
        tab.find("[data-name=acknowledge]").click();
        answer("anna");
        assertThat(tab.find(".incident-head")).containsText("acknowledged");
        tab.find("[data-name=resolve]").click();
        assertThat(tab.find(".incident-head")).containsText("resolved");

        tab.find("nav a[href='/reports']").click();

        assertThat(tab.find("h1")).hasText("What incidents have cost");
        assertThat(tab.find("table[aria-label='Pages of each person']")).containsText("anna");
        assertThat(tab.find("table[aria-label='Incidents of each rule']")).containsText("BruteForceUser");
    }
}
