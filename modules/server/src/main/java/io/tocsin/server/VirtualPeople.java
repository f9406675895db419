package io.tocsin.server;

import io.tocsin.server.config.Configuration;
import io.tocsin.server.rehearse.Decided;
import io.tocsin.server.rehearse.Heard;
import io.tocsin.server.rehearse.People;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Rehearses who is told what: the alert desk itself, as it runs live, with a virtual clock, a journal that keeps nothing and
 * a world in which every message arrives at once. Safe for any thread; each call is a world of its own.
 */
public final class VirtualPeople implements People {
    /** Under this key our own log is silent ({@code logback.xml}): an alert of a rehearsal must not look like one. */
    private static final String REHEARSAL = "rehearsal";

    private final Configuration configuration;

    /** People as a configuration knows them; destinations that lack only their secret count as reachable. */
    public VirtualPeople(Configuration configuration) {
        this.configuration = Reachable.of(configuration);
    }

    @Override
    public Heard hear(List<Decided> decided, Instant from, Instant to, @Nullable Duration acknowledgeAfter) {
        MDC.put(REHEARSAL, "yes");
        try {
            VirtualShift shift = new VirtualShift(configuration, from, acknowledgeAfter);
            for (Decided each : decided) shift.hear(each);
            return shift.endAt(to);
        } finally {
            MDC.remove(REHEARSAL);
        }
    }
}
