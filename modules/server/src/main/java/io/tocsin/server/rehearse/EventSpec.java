package io.tocsin.server.rehearse;

import io.tocsin.yaml.Yaml;
import java.time.Duration;
import java.util.List;

/** Events of a test. */
public sealed interface EventSpec {
    /** The channel they come through. */
    String source();

    /**
     * One event, or several that differ in their time alone.
     *
     * @param at of the first, counted from the start of the test
     * @param every what lies between two of them
     * @param jitter each is earlier or later by up to that much, always in the same way
     */
    record Repeated(Duration at, int repeat, Duration every, Duration jitter, String source, Yaml.Mapping event)
            implements EventSpec {}

    /** Lines of a file, at the times that they carry. */
    record Lines(List<byte[]> lines, String source) implements EventSpec {
        public Lines {
            lines = List.copyOf(lines);
        }
    }
}
