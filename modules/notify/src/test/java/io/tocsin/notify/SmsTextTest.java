package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Notice;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SmsTextTest {
    private static final ZoneId UTC = ZoneId.of("UTC");

    @Test
    void aPageIsReadInOneGlance() {
        Notice page = Samples.page(Samples.NOWHERE);
        String code = ReplyCode.of(page.id());

        assertThat(SmsText.of(page, UTC, true)).isEqualTo("""
                CRITICAL: Payments fail: 7.4 %% of 1,312 requests in 5 min since 2026-03-01 02:52 UTC (12 min). You are primary on call \
                for payments until Monday 09:00.
                Reply a %1$s to acknowledge, r %1$s resolve, e %1$s escalate.
                https://tocsin.example.org/incidents/42""".formatted(code));
    }

    @Test
    void anEndIsOneSentence() {
        assertThat(SmsText.of(Samples.acknowledged(Samples.NOWHERE, ""), UTC, true))
                .isEqualTo("ACKNOWLEDGED by anna: Payments fail: 7.4 % of 1,312 requests in 5 min after 16 min.");
    }

    @Test
    void whateverItIsAboutItFitsInToFourParts() {
        String text = SmsText.of(Samples.hostile(Samples.NOWHERE), UTC, true);

        assertThat(text.length()).isLessThan(4 * 153);
        assertThat(text).doesNotContain("\r", "\u0000", "\u2026", "`");
    }

    @Test
    void codesHaveFourDigitsAndFollowFromTheId() {
        assertThat(ReplyCode.of("n-1")).matches("[0-9]{4}").isEqualTo(ReplyCode.of("n-1"));
        assertThat(ReplyCode.of("n-2")).isNotEqualTo(ReplyCode.of("n-1"));
    }
}
