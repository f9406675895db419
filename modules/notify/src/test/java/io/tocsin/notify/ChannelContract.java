package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every channel promises, shown against a fake that speaks the real protocol. */
abstract class ChannelContract {
    /** Long enough for a busy machine to connect and answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration SHORT = Duration.ofMillis(150);

    final Vertx vertx = Vertx.vertx();
    final ChannelSettings settings =
            ChannelSettings.defaults("https://tocsin.example.org").timeouts(PATIENCE, PATIENCE);
    final Channels channels = Channels.open(vertx, settings);

    /** What goes wrong once, at the next message. */
    enum Trouble {
        SERVER_ERROR,
        HANG,
        LOST_ANSWER,
        REFUSED_FOR_GOOD
    }

    /** The fake, which takes everything. */
    abstract Destination destination();

    /** The same kind of destination where nothing listens. */
    abstract Destination deserted();

    abstract void trouble(Trouble kind);

    /** How many messages the fake holds. */
    abstract int received();

    /** What must never be read in a detail. */
    abstract String secret();

    @AfterEach
    void stop() {
        channels.close();
        vertx.close().await();
    }

    @ParameterizedTest
    @EnumSource(Notice.Kind.class)
    void itDeliversEveryKindOfNotice(Notice.Kind kind) {
        Outcome outcome = send(Samples.notice(kind, destination(), Samples.briefing(Samples.alerts(3)), ""));

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(received()).isEqualTo(1);
    }

    @Test
    void anErrorOfTheServerIsWorthAnotherTry() {
        trouble(Trouble.SERVER_ERROR);

        assertThat(send(Samples.page(destination()))).isInstanceOf(Outcome.Retry.class);
        assertThat(received()).isZero();
        assertThat(send(Samples.page(destination()))).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void aRefusedConnectionIsWorthAnotherTry() {
        assertThat(send(Samples.page(deserted()))).isInstanceOf(Outcome.Retry.class);
    }

    @Test
    void aLostAnswerMayHaveArrived() {
        trouble(Trouble.LOST_ANSWER);

        assertThat(send(Samples.page(destination()))).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(received()).isEqualTo(1);
    }

    @Test
    void aHangEndsWithTheTimeout() {
        trouble(Trouble.HANG);
        try (Channels hasty = Channels.open(vertx, settings.timeouts(PATIENCE, SHORT))) {
            Outcome outcome =
                    hasty.send(Samples.page(destination()), Wording.OURS).await();

            assertThat(outcome).isInstanceOfAny(Outcome.Ambiguous.class, Outcome.Retry.class);
        }
    }

    @Test
    void whatCanNeverWorkIsPermanent() {
        trouble(Trouble.REFUSED_FOR_GOOD);

        assertThat(send(Samples.page(destination()))).isInstanceOf(Outcome.Permanent.class);
        assertThat(received()).isZero();
    }

    @Test
    void noDetailHoldsASecret() {
        for (Trouble trouble : Trouble.values()) {
            if (trouble == Trouble.HANG) continue;
            trouble(trouble);
            assertThat(send(Samples.page(destination())).detail()).isNotBlank().doesNotContain(secret());
        }
        assertThat(send(Samples.page(deserted())).detail()).isNotBlank().doesNotContain(secret());
    }

    @Test
    void aThousandAlertsAreOneMessage() {
        Notice notice = Samples.notice(Notice.Kind.PAGE, destination(), Samples.briefing(Samples.alerts(1000)), "");

        assertThat(send(notice)).isInstanceOf(Outcome.Delivered.class);
        assertThat(received()).isEqualTo(1);
    }

    @Test
    void textsFullOfMarkupAndControlCharactersAreDelivered() {
        assertThat(send(Samples.hostile(destination()))).isInstanceOf(Outcome.Delivered.class);
        assertThat(received()).isEqualTo(1);
    }

    @Test
    void endlessTextsAreDelivered() {
        String endless = "🔥<&>".repeat(5_000);
        Notice notice = Samples.notice(
                Notice.Kind.PAGE,
                destination(),
                Samples.briefing(List.of(Samples.alert(endless, endless)), endless, endless),
                "");

        assertThat(send(notice)).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void anEmptyNoticeIsDelivered() {
        assertThat(send(Samples.empty(destination()))).isInstanceOf(Outcome.Delivered.class);
        assertThat(received()).isEqualTo(1);
    }

    final Outcome send(Notice notice) {
        return channels.send(notice, Wording.OURS).await();
    }
}
