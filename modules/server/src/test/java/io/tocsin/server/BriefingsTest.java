package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a message says of those who heard before. */
class BriefingsTest {
    @Test
    void ofAnIncidentThatLastsTheNewestReadersAreNamedAndTheOthersCounted() {
        AlertLab lab = new AlertLab();
        lab.fires("Down");
        lab.pass(Duration.ofHours(20));

        List<String> told = lab.pages().getLast().notice().briefing().told();
        List<String> all = lab.desk().views().briefings().told(lab.incident().id());

        assertThat(told).hasSize(Briefings.TOLD_MAX + 1);
        assertThat(told.getFirst()).matches("[1-9][0-9]* times before");
        List<String> named = told.subList(1, told.size());
        assertThat(all).as("the incident's own page has them all").containsSubsequence(named);
        assertThat(all.size()).isGreaterThan(told.size());
    }
}
