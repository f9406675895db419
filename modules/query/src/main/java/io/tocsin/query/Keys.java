package io.tocsin.query;

import io.tocsin.query.Scanner.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a table is grouped by: fields, and a stretch of time as {@code 1m}, {@code bucket(1m)}, {@code time(1m)} or
 * {@code _time:1m}. Commas may be left out.
 */
final class Keys {
    private static final Set<String> BUCKETS = Set.of("bucket", "bin", "time", "_time");

    private final Scanner scanner;
    private final Pipes pipes;
    private final List<String> fields = new ArrayList<>();
    private @Nullable Duration bucket;

    Keys(Scanner scanner, Pipes pipes) {
        this.scanner = scanner;
        this.pipes = pipes;
    }

    List<String> fields() {
        return fields;
    }

    @Nullable
    Duration bucket() {
        return bucket;
    }

    /** Reads on behind {@code by}, to the next pipe or the end. */
    void read() {
        scanner.skipSpace();
        int open = scanner.position();
        boolean inside = scanner.take("(");
        do {
            scanner.skipSpace();
            key();
        } while (pipes.takeComma() || isNext());
        if (inside && !scanner.take(")")) throw scanner.error("cannot find the ')' that closes this '('", open);
    }

    private boolean isNext() {
        scanner.skipSpace();
        return !scanner.atEnd() && !scanner.sees("|") && !scanner.sees(")");
    }

    private void key() {
        Piece name = pipes.field("by");
        if (!name.marked()) {
            Duration length = Times.length(name.text());
            if (length != null) {
                bucket(length, name.position());
                return;
            }
            if (BUCKETS.contains(name.text().toLowerCase(Locale.ROOT)) && takesLength(name)) return;
        }
        fields.add(pipes.built(name.position(), () -> Check.key(name.text())));
    }

    private boolean takesLength(Piece name) {
        boolean colon = Lookup.isTime(name.text()) && scanner.take(":");
        boolean inside = !colon && scanner.take("(");
        if (!colon && !inside) return false;
        int start = scanner.position();
        String text = scanner.token(Stop.PIPE).text().strip();
        Duration length = Times.length(text);
        if (length == null)
            throw scanner.error(
                    "cannot read the duration '" + text + "': write a number and ms, s, m, h, d or w, as 1m", start);
        if (inside && !scanner.take(")")) throw scanner.error("cannot find the ')' behind " + text, scanner.position());
        bucket(length, start);
        return true;
    }

    private void bucket(Duration length, int position) {
        if (bucket != null) throw pipes.twoBuckets(length, position);
        bucket = pipes.built(position, () -> Check.bucket(length));
    }
}
