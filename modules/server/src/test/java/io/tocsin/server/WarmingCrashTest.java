package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.model.Alert;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.Labels;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.Firing;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleFiles;
import io.tocsin.rules.RuleSet;
import io.tocsin.rules.RuleStatus;
import io.tocsin.testkit.SimulatedTime;
import io.tocsin.yaml.Problems;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A rule appears in a stream, reads its past for a while, and the process dies at any point, before or after what it said last
 * was on disk: the alerts are those of a rule that read at once in a process that lived on.
 */
class WarmingCrashTest {
    /** The same at each run, so that a failure comes again; {@code -Dtocsin.seed=N} looks elsewhere. */
    private static final long SEED = Long.getLong("tocsin.seed", 20_261_129);

    private static final int ROUNDS = Integer.getInteger("tocsin.rounds", 150);
    private static final int BATCHES = 80;
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
    /** One that asks a profile beside one that never sees anything, and so reads its past at each start. */
    private static final String OLD = rule("Old", "action:login_failed") + """
              - name: payments
                late: 10s
                profiles:
                  - name: spend
                    match: action:pay
                    by: [ip]
                    keep: 30d
                    values: {mean: avg(amount), places: values(place)}
                rules:
                  - {alert: Paid, match: action:pay, by: [ip], when: amount > 3 * spend.mean and place not in spend.places, min_history: 5}
                  - {alert: Never, match: action:nothing, by: [ip], when: count() > 2, within: 1m}
            """;

    private static final String NEW = rule("New", "action:card_declined");
    private static final List<String> ACTIONS = List.of("login_failed", "card_declined", "pay");

    private final RulesLoop loop = new RulesLoop();
    private final EventDecoder decoder = new EventDecoder(FieldAliases.defaults(), Limits.defaults());

    private static String rule(String name, String match) {
        return """
              - name: %1$s
                late: 10s
                rules:
                  - {alert: %1$s, match: '%2$s', by: [ip], when: count() > 2, within: 5m}
            """.formatted(name, match);
    }

    private static RuleSet rules(boolean both) {
        return RuleFiles.parse(Map.of("rules.yml", "groups:\n" + OLD + (both ? NEW : "")), new Problems());
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void noMomentOfDyingCostsOrDoublesAnAlert() throws IOException {
        int warming = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED + round;
            List<List<LogEvent>> stream = stream(new Random(seed));
            int appears = BATCHES / 6 + new Random(seed).nextInt(BATCHES / 3);
            World calm = new World(stream, appears, new Random(seed), false);
            World crashed = new World(stream, appears, new Random(seed), true);
            calm.live();
            crashed.live();
            warming += crashed.diedWarming;

            String story = "seed " + seed + ":\n" + String.join("\n", crashed.story) + "\n";
            assertThat(crashed.ends).as(story).isEqualTo(calm.ends);
            assertThat(crashed.firing.keySet()).as(story).isEqualTo(calm.firing.keySet());
        }
        // How many depends on how fast a thread reads: often enough to have been tried.
        assertThat(warming).as("deaths while a rule read").isGreaterThan(ROUNDS / 5);
    }

    /** Time goes on by up to three minutes between batches, so that alerts begin and end all the time. */
    private List<List<LogEvent>> stream(Random random) {
        List<List<LogEvent>> stream = new ArrayList<>();
        Instant at = START;
        long id = 0;
        for (int i = 0; i < BATCHES; i++) {
            at = at.plusSeconds(random.nextInt(180));
            List<LogEvent> batch = new ArrayList<>();
            for (int n = 1 + random.nextInt(5); n > 0; n--) {
                batch.add(decoder.parse(++id, at, event(at, random).getBytes(StandardCharsets.UTF_8)));
            }
            stream.add(batch);
        }
        return stream;
    }

    private static String event(Instant at, Random random) {
        boolean odd = random.nextInt(8) == 0;
        return new JsonObject()
                .put("timestamp", at.plusSeconds(random.nextInt(5)).toString())
                .put("action", ACTIONS.get(random.nextInt(ACTIONS.size())))
                .put("ip", "10.0.0." + random.nextInt(2))
                .put("amount", odd ? 900 : 10 + random.nextInt(5))
                .put("place", odd ? "place-" + random.nextInt(1_000) : "home")
                .encode();
    }

    /** What the rules said at once. */
    private record Word(List<Firing> firings, long position, List<Owing> owing) {}

    /** A disk, and the processes that come and go above it. */
    private final class World {
        private final List<List<LogEvent>> stream;
        private final int appears;
        private final Random random;
        private final boolean deadly;
        private final int keptMax;
        private final SimulatedTime time = new SimulatedTime(START);
        private List<Word> words = new ArrayList<>();
        private final SortedMap<String, List<@Nullable Instant>> ends = new TreeMap<>();
        private final Map<Labels, Alert> firing = new LinkedHashMap<>();
        private final List<String> story = new ArrayList<>();
        private RuleCheckpoints.@Nullable Shot shot;
        private List<Owing> owing = List.of();
        private long heard = -1;
        private int arrived;
        private int diedWarming;
        private CompletableFuture<Boolean> mayRead = new CompletableFuture<>();

        private World(List<List<LogEvent>> stream, int appears, Random random, boolean deadly) {
            this.stream = stream;
            this.appears = appears;
            this.random = random;
            this.deadly = deadly;
            // Fewer in some worlds than come while the rule reads.
            this.keptMax = deadly && random.nextBoolean() ? 1 + random.nextInt(10) : PastReading.WAITING_MAX;
        }

        private void live() throws IOException {
            while (arrived < BATCHES) life();
        }

        private void life() throws IOException {
            mayRead = new CompletableFuture<>();
            RulesDesk desk = born();
            int left = deadly ? 1 + random.nextInt(BATCHES / 4) : BATCHES;
            int patience = deadly ? random.nextInt(10) : 0;
            while (arrived < BATCHES && left-- > 0) {
                if (arrived == appears) reload(desk);
                if (patience-- <= 0 && warming(desk)) letRead(desk);
                next(desk);
                if (random.nextInt(4) == 0) keep(desk);
            }
            if (arrived == BATCHES) {
                letRead(desk);
                loop.on(() -> durable(words.size()));
                return;
            }
            boolean reading = warming(desk);
            if (reading) diedWarming++;
            story.add("dies behind batch " + (arrived - 1) + (reading ? ", reading" : ""));
            loop.on(() -> {
                durable(random.nextInt(words.size() + 1));
                words = new ArrayList<>();
            });
            mayRead.complete(false);
        }

        /** What is lost here is a death before the rule was there: it would be new after it. */
        private void reload(RulesDesk desk) {
            loop.on(() -> {
                desk.replace(RuleEngine.prepare(rules(true)));
                durable(words.size());
            });
        }

        /** A process on what the disk holds. */
        private RulesDesk born() throws IOException {
            RuleSet rules = rules(arrived > appears);
            RuleEngine engine = shot == null
                    ? new RuleEngine(rules)
                    : RuleEngine.restored(rules, new ByteArrayInputStream(shot.state()));
            List<Word> said = words;
            RulesDesk desk = new RulesDesk(
                    rules,
                    engine,
                    time,
                    (firings, position, owed) -> said.add(new Word(firings, position, owed)),
                    new Metrics(new SimpleMeterRegistry(), time));
            CompletableFuture<Boolean> gate = mayRead;
            desk.warmUp(loop.warmups(
                    () -> {
                        if (!gate.join()) throw new IOException("dead");
                    },
                    this::stored,
                    position -> true,
                    keptMax));
            int unseen = shot == null ? 0 : (int) shot.position() + 1;
            long lastId = arrived == 0 ? -1 : stream.get(arrived - 1).getLast().id();
            story.add("starts at " + unseen + ", heard " + heard + ", owing " + owing + ", firing " + firing.keySet());
            loop.on(() -> recover(desk, new JournalReach(arrived, unseen, lastId, unseen == 0)));
            return desk;
        }

        private List<LogEvent> stored() {
            return stream.subList(0, arrived).stream().flatMap(List::stream).toList();
        }

        private void recover(RulesDesk desk, JournalReach reach) {
            BeforeStart before = new BeforeStart(List.copyOf(firing.values()), owing, heard);
            Recovery recovery = new Recovery(desk, before, reach);
            for (int i = (int) reach.unseen(); i < arrived; i++) recovery.read("http", stream.get(i), i);
            recovery.reached();
        }

        private boolean warming(RulesDesk desk) {
            return loop.ask(() -> reads(desk));
        }

        private static boolean reads(RulesDesk desk) {
            return desk.status().stream().anyMatch(each -> each.state() == RuleStatus.State.WARMING);
        }

        private void letRead(RulesDesk desk) {
            mayRead.complete(true);
            loop.until(() -> !reads(desk));
        }

        private void next(RulesDesk desk) {
            List<LogEvent> batch = stream.get(arrived);
            Instant now = batch.getFirst().receivedAt();
            if (now.isAfter(time.instant())) time.advance(Duration.between(time.instant(), now));
            long position = arrived++;
            loop.on(() -> desk.observe("http", batch, position));
        }

        private void keep(RulesDesk desk) {
            loop.on(() -> {
                RuleCheckpoints.Shot taken = desk.shot();
                if (taken == null) return;
                durable(words.size());
                heard = Math.max(heard, taken.position());
                shot = taken;
                story.add("checkpoint " + taken.position());
            });
        }

        /** The first words are on disk. */
        private void durable(int count) {
            for (Word word : words.subList(0, count)) {
                story.add("on disk: " + word.position() + " owing " + word.owing() + " " + word.firings());
                heard = Math.max(heard, word.position());
                owing = word.owing();
                word.firings().forEach(this::told);
            }
            words.subList(0, count).clear();
        }

        /** As alerts are told apart: by their labels. An event that comes late may show that one began earlier. */
        private void told(Firing told) {
            Alert alert = told.alert();
            if (told instanceof Firing.Resolved) {
                if (firing.remove(alert.labels()) == null) return;
                ends.computeIfAbsent(alert.labels().toString(), any -> new ArrayList<>())
                        .add(alert.endsAt());
            } else {
                firing.put(alert.labels(), alert);
            }
        }
    }
}
