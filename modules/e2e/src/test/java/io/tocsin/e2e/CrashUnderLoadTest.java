package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.journal.Journal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered with 200 is found after {@code kill -9} at any moment, once. */
class CrashUnderLoadTest {
    /** Some for every build; {@code -Dtocsin.kills=200} when there is time. */
    private static final int KILLS = Integer.getInteger("tocsin.kills", 20);

    private static final int CLIENTS = 3;

    /** So many that several come in one turn of an event loop and go to the disk together. */
    private static final int CLIENTS_OF_SINGLES = 64;

    /** A life of them is tens of thousands of events. */
    private static final int KILLS_OF_SINGLES = Math.max(3, KILLS / 5);

    private static final int LIVES_AT_LEAST_MS = 50;
    private static final int LIVES_AT_MOST_MS = 700;
    private static final int PAGE = 5000;
    private static final int SAMPLES = 50;

    @TempDir
    Path home;

    /** The port of the server that lives, or the promise of one. */
    private final AtomicReference<CompletableFuture<Integer>> port = new AtomicReference<>(new CompletableFuture<>());

    private final AtomicLong accepted = new AtomicLong();
    private final List<ChildLoad> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void everyAcknowledgedEventIsFoundExactlyOnceAfterManyKills() throws Exception {
        liveAndDieOften(CLIENTS, ChildLoad.Sends.BATCHES, KILLS);

        assertThat(clients).as("somebody sent again").anyMatch(client -> !client.repeated.isEmpty());
    }

    @Test
    void everyAcknowledgedEventOfManyWhoSendOneAtATimeIsFoundExactlyOnceAfterKills() throws Exception {
        liveAndDieOften(CLIENTS_OF_SINGLES, ChildLoad.Sends.SINGLES, KILLS_OF_SINGLES);

        long records = Journal.verify(home.resolve("data/journal/events"), (position, record) -> {})
                .records();
        assertThat(records).as("some went to the disk together").isLessThan(accepted.get());
    }

    private void liveAndDieOften(int count, ChildLoad.Sends sends, int kills) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ChildHome.write(home);
        for (int i = 0; i < count; i++) begin("c" + i, sends, random.nextLong());

        for (int kill = 0; kill < kills; kill++) liveAndDie(random);
        clients.forEach(ChildLoad::stop);
        // Nobody listens there any more, which ends the waiting.
        port.get().complete(1);
        for (Thread thread : threads) thread.join();

        try (Child server = Child.up(home)) {
            server.awaitIndexed();
            assertThat(accepted).as("seed " + seed).hasPositiveValue();
            compare(found(server), "seed " + seed);
            report(kills);
            sample(server, random);
        }
    }

    private void begin(String name, ChildLoad.Sends sends, long seed) {
        ChildLoad client = new ChildLoad(name, () -> port.get().join(), accepted, sends, seed);
        clients.add(client);
        threads.add(Thread.ofPlatform().daemon().name("load-" + name).start(client));
    }

    private void liveAndDie(Random random) {
        try (Child server = Child.up(home)) {
            long before = accepted.get();
            port.get().complete(server.port());
            await().atMost(Duration.ofSeconds(30)).until(() -> accepted.get() > before);
            Duration life = Duration.ofMillis(random.nextInt(LIVES_AT_LEAST_MS, LIVES_AT_MOST_MS));
            await().pollDelay(life).until(() -> true);
            port.set(new CompletableFuture<>());
            server.kill();
        }
    }

    /** How often each event is there, by its request ID. */
    private static Map<String, Integer> found(Child server) {
        Map<String, Integer> found = new HashMap<>();
        String cursor = "";
        do {
            JsonObject page = server.search("service:load", PAGE, cursor);
            JsonArray events = page.getJsonArray("events");
            for (int i = 0; i < events.size(); i++) {
                found.merge(events.getJsonObject(i).getString("request_id"), 1, Integer::sum);
            }
            cursor = page.getString("cursor", "");
        } while (cursor != null && !cursor.isEmpty());
        return found;
    }

    private void compare(Map<String, Integer> found, String seed) {
        List<String> lost = new ArrayList<>();
        List<String> torn = new ArrayList<>();
        List<String> unwanted = new ArrayList<>();
        for (ChildLoad client : clients) {
            client.acknowledged.forEach((batch, events) -> {
                if (present(found, batch, events) < events) lost.add(batch);
            });
            client.unanswered.forEach((batch, events) -> {
                int present = present(found, batch, events);
                if (present != 0 && present != events) torn.add(batch);
            });
            client.refused.stream()
                    .filter(batch -> found.containsKey(batch + "-e0"))
                    .forEach(unwanted::add);
        }

        assertThat(lost).as(seed + ": acknowledged and not found").isEmpty();
        assertThat(found.entrySet().stream().filter(event -> event.getValue() > 1))
                .as(seed + ": found more than once")
                .isEmpty();
        assertThat(torn).as(seed + ": found in part").isEmpty();
        assertThat(unwanted).as(seed + ": refused and found").isEmpty();
    }

    private void report(int kills) {
        System.out.printf(
                "%d kills: %d events acknowledged in %d batches, %d batches sent again, %d refused, %d never answered%n",
                kills,
                accepted.get(),
                clients.stream().mapToInt(client -> client.acknowledged.size()).sum(),
                clients.stream().mapToInt(client -> client.repeated.size()).sum(),
                clients.stream().mapToInt(client -> client.refused.size()).sum(),
                clients.stream().mapToInt(client -> client.unanswered.size()).sum());
    }

    private static int present(Map<String, Integer> found, String batch, int events) {
        int present = 0;
        for (int i = 0; i < events; i++) if (found.containsKey(batch + "-e" + i)) present++;
        return present;
    }

    /** The same by the ways that people use. */
    private void sample(Child server, Random random) throws IOException {
        List<Map.Entry<String, Integer>> batches = clients.stream()
                .flatMap(client -> client.acknowledged.entrySet().stream())
                .toList();
        for (int i = 0; i < SAMPLES; i++) {
            Map.Entry<String, Integer> batch = batches.get(random.nextInt(batches.size()));
            JsonObject total =
                    server.search("batch:\"" + batch.getKey() + "\"", 0, "").getJsonObject("total");
            assertThat(total)
                    .isEqualTo(new JsonObject().put("value", batch.getValue()).put("relation", "eq"));
            String id = batch.getKey() + "-e" + random.nextInt(batch.getValue());
            assertThat(server.get("/api/v1/requests/" + id).getJsonArray("events"))
                    .hasSize(1);
        }
    }
}
