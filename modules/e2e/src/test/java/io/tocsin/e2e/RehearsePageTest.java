package io.tocsin.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page on which somebody changes a rule and sees what it would have done, in a real browser before a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RehearsePageTest {
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
        house.breakIn("mallory");
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
        tab.open("/rules");
        tab.find(".rule", "BruteForceUser")
                .locator("a", new Locator.LocatorOptions().setHasText("security.yml"))
                .click();
        assertThat(tab.find("h1")).hasText("security.yml");
    }

    @AfterEach
    void nothingWentWrong() {
        var trouble = tab.trouble(expectedStatus);
        tab.close();
        assertThat(trouble).isEmpty();
    }

    private void rehearse() {
        tab.find("button[type=submit]").click();
    }

    private void edit(String before, String after) {
        Locator text = tab.find("textarea");
        text.fill(text.inputValue().replace(before, after));
    }

    @Test
    void aRuleShowsWhatItWouldHaveDoneAndWhomItWouldHaveWoken() {
        rehearse();

        assertThat(tab.find(".spell")).hasCount(1);
        assertThat(tab.find("[aria-label='What each rule would have done'] tbody tr"))
                .containsText("BruteForceUser");
        assertThat(tab.find("[aria-label='People when nobody answers'] tbody tr", "anna"))
                .isVisible();
    }

    @Test
    void aChangedThresholdIsComparedWithTheFileAsItIs() {
        edit("> 3", "> 300");
        rehearse();

        assertThat(tab.find(".difference")).containsText("0 new, 1 gone");
        assertThat(tab.find(".spell")).hasCount(0);
    }

    @Test
    void whatIsWrongIsSaidWithItsPlace() {
        expectedStatus = 400;
        edit("within:", "withn:");
        rehearse();

        assertThat(tab.find(".problem")).containsText("security.yml:8:5");
        assertThat(tab.find(".problem")).containsText("did you mean 'within'?");
    }

    @Test
    void anAlertLeadsToItsLogLines() {
        rehearse();
        tab.find(".spell").click();

        tab.page().waitForURL("**/search?q=user*");
        assertThat(tab.find(".event").first()).containsText("Wrong password");
    }

    @Test
    void itFitsOnATelephone() {
        tab.page().setViewportSize(400, 800);
        rehearse();

        assertThat(tab.find(".spell")).hasCount(1);
        assertThat((Integer) tab.page().evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(400);
    }
}
