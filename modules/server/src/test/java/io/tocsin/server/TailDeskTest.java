package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.tocsin.server.api.BusyException;
import io.tocsin.server.api.ShareUsedException;
import io.tocsin.server.api.Tails.Ear;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TailDeskTest {
    private final TailDesk desk = new TailDesk(Runnable::run);

    /** Takes nothing in before the test lets it. */
    private static final class SlowEar implements Ear {
        private final List<String> heard = new ArrayList<>();
        private final Deque<Promise<Void>> writing = new ArrayDeque<>();
        private boolean over;

        @Override
        public Future<Void> hear(List<LogEvent> events, long dropped) {
            if (dropped > 0) heard.add("dropped " + dropped);
            for (LogEvent event : events) heard.add(Long.toString(event.id()));
            writing.add(Promise.promise());
            return writing.getLast().future();
        }

        @Override
        public void over() {
            over = true;
        }

        private void written() {
            while (!writing.isEmpty()) writing.remove().complete();
        }
    }

    private static LogEvent event(long id, String level, int padding) {
        byte[] json = ("{\"level\":\"" + level + "\"}" + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
        Fields fields = new Fields.Builder().add("level", level).build();
        return new LogEvent(id, Instant.EPOCH, Instant.EPOCH, json, fields, List.of());
    }

    private static List<LogEvent> events(long from, long to) {
        return LongStream.range(from, to).mapToObj(id -> event(id, "INFO", 0)).toList();
    }

    @Test
    void aListenerHearsWhatMatchesInOrderAndNothingElse() {
        SlowEar ear = new SlowEar();
        desk.add("anna", Query.parse("level:ERROR"), ear);

        desk.seen(List.of(event(1, "ERROR", 0), event(2, "INFO", 0), event(3, "ERROR", 0)));
        desk.seen(List.of(event(4, "INFO", 0)));

        assertThat(ear.heard).containsExactly("1", "3");
    }

    @Test
    void aSlowListenerMissesEventsIsToldHowManyAndGoesOn() {
        SlowEar ear = new SlowEar();
        desk.add("anna", Query.parse("*"), ear);

        desk.seen(events(0, TailDesk.UNDER_WAY_MAX + 5));
        desk.seen(events(5000, 5002));
        assertThat(ear.heard).hasSize(TailDesk.UNDER_WAY_MAX);

        ear.written();
        assertThat(ear.heard).hasSize(TailDesk.UNDER_WAY_MAX + 1).endsWith("dropped 7");
        desk.seen(events(6000, 6001));
        assertThat(ear.heard).endsWith("dropped 7", "6000");
    }

    @Test
    void largeEventsAreBoundedByTheirBytesAndOneOfThemAlwaysPasses() {
        SlowEar ear = new SlowEar();
        desk.add("anna", Query.parse("*"), ear);

        desk.seen(List.of(event(1, "INFO", (int) TailDesk.BYTES_UNDER_WAY_MAX), event(2, "INFO", 0)));
        assertThat(ear.heard).containsExactly("1");
        ear.written();

        assertThat(ear.heard).containsExactly("1", "dropped 1");
    }

    @Test
    void whatNobodyCouldLookAtIsToldToEverybody() {
        SlowEar anna = new SlowEar();
        SlowEar bob = new SlowEar();
        desk.add("anna", Query.parse("level:ERROR"), anna);
        desk.add("bob", Query.parse("*"), bob);

        desk.missed(12);

        assertThat(anna.heard).containsExactly("dropped 12");
        assertThat(bob.heard).containsExactly("dropped 12");
    }

    @Test
    void aSlowListenerCostsNoOther() {
        SlowEar slow = new SlowEar();
        SlowEar quick = new SlowEar();
        desk.add("slow", Query.parse("*"), slow);
        desk.add("quick", Query.parse("*"), quick);

        for (int i = 0; i < 5; i++) {
            desk.seen(events(i * 500L, i * 500L + 500));
            quick.written();
        }

        assertThat(quick.heard).hasSize(2500).doesNotContain("dropped");
        assertThat(slow.heard).hasSize(TailDesk.UNDER_WAY_MAX);
    }

    @Test
    void whoeverHasGoneIsForgotten() {
        SlowEar ear = new SlowEar();
        desk.add("anna", Query.parse("*"), ear);
        desk.seen(events(1, 2));

        ear.writing.remove().fail("connection reset");

        assertThat(desk.listeners()).isZero();
        desk.seen(events(2, 3));
        assertThat(ear.heard).containsExactly("1");
    }

    @Test
    void listenersAreBoundedForEachClientAndForAll() {
        for (int i = 0; i < TailDesk.LISTENERS_OF_ONE_MAX; i++) desk.add("anna", Query.parse("*"), new SlowEar());
        assertThatThrownBy(() -> desk.add("anna", Query.parse("*"), new SlowEar()))
                .isInstanceOf(ShareUsedException.class)
                .hasMessage("cannot tail once more: 8 of yours listen already");

        while (desk.listeners() < TailDesk.LISTENERS_MAX)
            desk.add("client " + desk.listeners(), Query.parse("*"), new SlowEar());
        assertThatThrownBy(() -> desk.add("bob", Query.parse("*"), new SlowEar()))
                .isInstanceOf(BusyException.class)
                .hasMessage("cannot tail now: 32 listen already");
    }

    @Test
    void whenItStopsEverybodyIsTold() {
        SlowEar ear = new SlowEar();
        desk.add("anna", Query.parse("*"), ear);

        desk.stop();

        assertThat(ear.over).isTrue();
        assertThat(desk.listeners()).isZero();
    }
}
