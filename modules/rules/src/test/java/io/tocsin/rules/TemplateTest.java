package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TemplateTest {
    @Test
    void whatVariesIsMasked() {
        assertThat(Template.of("user 42 failed after 35ms")).isEqualTo("user <*> failed after <*>ms");
        assertThat(Template.of("took 1.5 s, 3 retries")).isEqualTo("took <*> s, <*> retries");
        assertThat(Template.of("from 10.0.0.7:443 and 2001:db8::1")).isEqualTo("from <addr> and <addr>");
        assertThat(Template.of("id=0b1f3c7e-1111-4222-8333-9a8b7c6d5e4f.")).isEqualTo("id=<uuid>.");
        assertThat(Template.of("commit 9f3ab2c1 at 0xff")).isEqualTo("commit <*> at <*>");
        assertThat(Template.of("txn_9f3ab2c1d order-a1b2c3z")).isEqualTo("txn_<*> order-<*>");
        assertThat(Template.of("cannot open \"/etc/x y\" now")).isEqualTo("cannot open <str> now");
        assertThat(Template.of("GET /api/v1/users/17?x=1 200")).isEqualTo("GET <path>=<*> <*>");
        assertThat(Template.of("see https://example.com/a and C:\\temp\\x1")).isEqualTo("see <path> and <path>");
        assertThat(Template.of("at 2026-01-05T09:00:01Z")).isEqualTo(Template.of("at 2026-12-31T23:59:59Z"));
        assertThat(Template.of("row fcbbcbfc locked")).isEqualTo("row <*> locked");
        assertThat(Template.of("retry user7")).isEqualTo("retry user<*>");
    }

    @Test
    void whatSaysSomethingStays() {
        assertThat(Template.of("connection refused: and/or dead face"))
                .isEqualTo("connection refused: and/or dead face");
        assertThat(Template.of("user's password isn't 'right'")).isEqualTo("user's password isn't <str>");
        assertThat(Template.of("an open \" quote")).isEqualTo("an open \" quote");
        assertThat(Template.of("")).isEmpty();
        assertThat(Template.of("größer als 3")).isEqualTo("größer als <*>");
    }

    @Test
    void longTextsAreReadToALimit() {
        assertThat(Template.of("x ".repeat(1_000_000)).length()).isLessThan(3_000);
    }
}
