package io.tocsin.benchmarks;

import io.tocsin.model.LogEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same events again and again, each time freshly decoded: what a matcher reads of them is not there yet. */
final class RuleStream {
    private final byte[] lines;

    RuleStream(Path file) throws IOException {
        lines = Files.readAllBytes(file);
    }

    List<LogEvent> decoded() throws IOException {
        List<LogEvent> events = new ArrayList<>();
        try (EventStream stream = new EventStream(new Bodies(new ByteArrayInputStream(lines)))) {
            for (List<LogEvent> body = stream.next(); !body.isEmpty(); body = stream.next()) events.addAll(body);
        }
        return events;
    }
}
