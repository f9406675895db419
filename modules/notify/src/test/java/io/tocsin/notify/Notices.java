package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Notices for special occasions. */
final class Notices {
    private Notices() {}

    /** One of each kind, that text wherever a text can be. */
    static Stream<Notice> saying(Destination to, String text) {
        return Arrays.stream(Notice.Kind.values())
                .map(kind ->
                        Samples.notice(kind, to, Samples.briefing(List.of(Samples.alert(text, text)), text, text), ""));
    }
}
