package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.ApiServer;
import io.tocsin.server.cli.Terminal.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shifts that are taken from the terminal. */
class OverrideCommandTest {
    private final ApiServer server = ApiServer.withIncident();

    @AfterEach
    void stop() {
        server.close();
    }

    private Outcome oncall(String... words) {
        List<String> all = new ArrayList<>(List.of("oncall"));
        all.addAll(List.of(words));
        all.add("--url=" + server.url());
        return Terminal.run(all.toArray(String[]::new));
    }

    @Test
    void aShiftIsTakenShownAndGivenBack() {
        Outcome taken = oncall("override", "primary", "carol", "--for", "8h", "--by", "bob", "--reason", "a wedding");
        assertThat(taken.err()).isEmpty();
        assertThat(taken.out())
                .startsWith("ov-1")
                .contains("primary  carol, from 2026-11-20T10:03:07Z", "by bob: a wedding");
        assertThat(oncall().out()).contains("carol");
        assertThat(oncall("overrides").out()).contains("ov-1", "by carol: long planned");

        Outcome back = oncall("overrides", "end", "primary", "ov-1", "--by", "bob");
        assertThat(back.out().strip()).isEqualTo("ov-1 was taken back");
        assertThat(oncall("overrides", "--schedule", "primary").out()).doesNotContain("ov-1");
    }

    @Test
    void standInsAndSwapsAreToldApart() {
        assertThat(oncall("override", "primary", "carol", "--instead", "bob", "--for", "8h")
                        .out())
                .contains("carol instead of bob");
        assertThat(oncall(
                                "override",
                                "primary",
                                "anna",
                                "--swap-with",
                                "bob",
                                "--from",
                                "2026-12-24T09:00",
                                "--to",
                                "2026-12-25T09:00")
                        .out())
                .contains("anna and bob change places, from 2026-12-24T08:00:00Z");
    }

    @Test
    void withoutOverridesThatIsSaid() {
        oncall("overrides", "end", "primary", "i-1");

        assertThat(oncall("overrides").out().strip()).isEqualTo("No overrides.");
    }

    @Test
    void whatIsRefusedIsAFailureWithItsReason() {
        Outcome unknown = oncall("override", "primary", "carl", "--for", "8h");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("there is no user 'carl', did you mean 'carol'?");
        assertThat(oncall("override", "secondary", "carol", "--for", "8h").err())
                .contains("there is no schedule");
        assertThat(oncall("overrides", "end", "primary", "ov-9").err()).contains("there is no override 'ov-9'");
        assertThat(oncall("override", "primary", "carol", "--instead", "a", "--swap-with", "b", "--for", "1h")
                        .err())
                .contains("cannot use --instead and --swap-with together");
    }
}
