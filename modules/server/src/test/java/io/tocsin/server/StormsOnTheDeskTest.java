package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Briefing;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Delivery;
import io.tocsin.server.config.Rate;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More is due than a receiver takes: 3 messages at once, then 2 a minute. */
class StormsOnTheDeskTest {
    private final AlertLab lab = new AlertLab();

    @BeforeEach
    void configure() {
        lab.reconfigure("lab-storm");
    }

    private void storm(int groups) {
        for (int i = 0; i < groups; i++) lab.fires("Down", "ip", "10.0.0." + (100 + i));
        lab.pass(Duration.ofSeconds(2));
    }

    private List<AlertLab.Sent> to(String channel) {
        return lab.sent.stream().filter(sent -> sent.channel().equals(channel)).toList();
    }

    @Test
    void whatDoesNotFitIsOneMessage() {
        storm(40);
        assertThat(to("slack")).hasSize(3);
        assertThat(to("pagerduty")).as("machines hear of each group").hasSize(40);

        lab.pass(Rate.GATHERED);

        assertThat(to("slack")).hasSize(4);
        AlertLab.Sent digest = to("slack").getLast();
        assertThat(digest.notice().kind()).isEqualTo(Notice.Kind.NOTIFY);
        Briefing briefing = digest.notice().briefing();
        assertThat(briefing.title()).isEqualTo("37 more groups: 37 firing");
        assertThat(briefing.why())
                .isEqualTo(
                        "There was more to tell than fits here (3 messages at once, then 2 a minute), so the rest is one"
                                + " message. Firing: Down: 10.0.0.103 · Down: 10.0.0.104 · Down: 10.0.0.105 · Down: 10.0.0.106 ·"
                                + " Down: 10.0.0.107 · Down: 10.0.0.108 · Down: 10.0.0.109 · Down: 10.0.0.110 and 29 more.");
        assertThat(briefing.group().alerts()).hasSize(37);
        assertThat(digest.wording().toString()).isNotBlank();
        assertThat(briefing.links().incident()).endsWith(":7080/explain?receiver=oncall");
    }

    @Test
    void whereIncidentsAreOpenedTheMessageLeadsToTheirList() {
        AlertLab people = new AlertLab();
        for (int i = 0; i < 70; i++) people.fires("Down" + i);
        people.pass(Duration.ofSeconds(12).plus(Rate.GATHERED));

        List<Notice> digests = people.sent.stream()
                .map(AlertLab.Sent::notice)
                .filter(Digest::is)
                .toList();
        assertThat(digests).hasSize(1);
        assertThat(digests.getFirst().briefing().links().incident()).endsWith(":7080/incidents");
    }

    @Test
    void theEndOfWhatWasToldIsTold() {
        storm(10);
        lab.pass(Duration.ofMinutes(3));
        for (int i = 0; i < 10; i++) lab.ends("Down", "ip", "10.0.0." + (100 + i));
        lab.pass(Duration.ofMinutes(3));

        assertThat(endsTold()).hasSize(10);
        assertThat(to("slack").getLast().notice().kind()).isEqualTo(Notice.Kind.RESOLVED);
        assertThat(to("slack").getLast().notice().briefing().title()).isEqualTo("7 more groups: 7 resolved");
        assertThat(to("pagerduty").stream()
                        .filter(sent -> sent.notice().kind() == Notice.Kind.RESOLVED)
                        .toList())
                .hasSize(10);
    }

    /** Group keys of ends that Slack was told, one by one or summed up. */
    private Set<String> endsTold() {
        Set<String> told = new TreeSet<>();
        for (Outgoing outgoing : lab.desk().views().outbox().all()) {
            Notice notice = outgoing.delivery().notice();
            boolean mine = AddressBook.channel(outgoing.address()).equals("slack") && !Digest.is(notice);
            if (mine && notice.kind() == Notice.Kind.RESOLVED && reached(outgoing)) {
                told.add(notice.briefing().group().key());
            }
        }
        return told;
    }

    /** Delivered, or told by a message that was. */
    private boolean reached(Outgoing outgoing) {
        if (outgoing.delivery().state() == Delivery.State.DELIVERED) return true;
        String detail = outgoing.delivery().lastDetail();
        if (!detail.startsWith("told together with ")) return false;
        String digest = detail.substring(detail.lastIndexOf(' ') + 1);
        return lab.desk().views().outbox().find(digest).orElseThrow().delivery().state() == Delivery.State.DELIVERED;
    }

    @Test
    void aSingleMessageThatWaitedGoesOutAsItIs() {
        storm(4);
        lab.pass(Rate.GATHERED);

        assertThat(to("slack")).hasSize(4);
        assertThat(to("slack").getLast().notice().briefing().title()).isEqualTo("Down: 10.0.0.103");
    }

    @Test
    void whatWaitsSurvivesARestart() {
        storm(10);
        lab.restart();
        lab.pass(Rate.GATHERED);

        assertThat(to("slack").getLast().notice().briefing().title()).isEqualTo("7 more groups: 7 firing");
    }

    @Test
    void aQuietReceiverNeverNotices() {
        for (int i = 0; i < 6; i++) {
            storm(1);
            lab.pass(Duration.ofMinutes(1));
            lab.ends("Down", "ip", "10.0.0.100");
            lab.pass(Duration.ofMinutes(2));
        }

        assertThat(to("slack")).hasSize(12).noneMatch(sent -> Digest.is(sent.notice()));
    }

    @Test
    void aSlowIntegrationHasItsOwnQueueAndDelaysNoSibling() {
        lab.worldAnswers(sent -> sent.channel().equals("pagerduty")
                ? new Outcome.Retry("busy", Duration.ofMinutes(5))
                : new Outcome.Delivered("ok", ""));
        storm(100);

        assertThat(to("slack")).hasSize(3);
        assertThat(to("slack")).allMatch(sent -> sent.at().equals(AlertLab.START.plusSeconds(1)));
        assertThat(to("pagerduty").stream().filter(sent -> sent.at().equals(AlertLab.START.plusSeconds(1))))
                .as("no more at once than fit")
                .hasSize(Outbox.MAX_ON_THEIR_WAY);
        assertThat(to("pagerduty")).as("and the others as the answers come").hasSize(100);

        lab.worldAnswers(sent -> new Outcome.Delivered("ok", ""));
        lab.pass(Duration.ofMinutes(6));
        assertThat(lab.desk().views().outbox().all())
                .allMatch(outgoing -> outgoing.delivery().settled());
    }

    /** Fires, ends, restarts and bad luck at random: everything is settled in the end, and whatever was news reached Slack. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void chance(long seed) {
        Random random = new Random(seed);
        lab.worldAnswers(sent -> random.nextInt(5) == 0
                ? new Outcome.Retry("busy", Duration.ofSeconds(random.nextInt(20)))
                : new Outcome.Delivered("ok", "t"));
        Set<Integer> firing = new HashSet<>();
        for (int step = 0; step < 150; step++) {
            int ip = random.nextInt(30);
            if (firing.add(ip)) lab.fires("Down", "ip", "10.0.0." + ip);
            else if (firing.remove(ip)) lab.ends("Down", "ip", "10.0.0." + ip);
            if (random.nextInt(40) == 0) lab.restart();
            lab.pass(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 200 : 20_000)));
        }
        lab.worldAnswers(sent -> new Outcome.Delivered("ok", "t"));
        for (int ip : firing) lab.ends("Down", "ip", "10.0.0." + ip);
        lab.pass(Duration.ofMinutes(10));

        List<Outgoing> slack = lab.desk().views().outbox().all().stream()
                .filter(outgoing -> AddressBook.channel(outgoing.address()).equals("slack"))
                .toList();
        assertThat(slack).allMatch(outgoing -> outgoing.delivery().settled());
        assertThat(slack.stream().filter(outgoing -> !reached(outgoing)))
                .as("only what later news made wrong is not told")
                .allMatch(outgoing -> outgoing.delivery().lastDetail().equals("overtaken by a later message"));
        Set<String> ended = slack.stream()
                .map(outgoing -> outgoing.delivery().notice())
                .filter(notice -> notice.kind() == Notice.Kind.RESOLVED && !Digest.is(notice))
                .map(notice -> notice.briefing().group().key())
                .collect(Collectors.toSet());
        assertThat(endsTold()).isEqualTo(new TreeSet<>(ended));
    }
}
