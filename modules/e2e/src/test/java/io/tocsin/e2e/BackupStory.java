package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk is lost; the backup that was made under load has everything that was acknowledged before it began, once. */
class BackupStory {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 3;

    /** More than a block, so that the backup is of blocks and of the journal. */
    private static final int EVENTS = 6_000;

    private static final int PAGE = 5_000;

    @TempDir
    private Path home;

    private final AtomicLong accepted = new AtomicLong();
    private final List<ChildLoad> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private void load(Child server) {
        for (int i = 0; i < CLIENTS; i++) {
            ChildLoad client = new ChildLoad("c" + i, server::port, accepted, ChildLoad.Sends.BATCHES, i);
            clients.add(client);
            threads.add(Thread.ofPlatform().daemon().name("load-" + i).start(client));
        }
    }

    private void awaitMore(long events) {
        long enough = accepted.get() + events;
        await().atMost(PATIENCE).until(() -> accepted.get() > enough);
    }

    private Map<String, Integer> acknowledged() {
        Map<String, Integer> all = new HashMap<>();
        for (ChildLoad client : clients) all.putAll(client.acknowledged);
        return all;
    }

    private String folder(String name) {
        return home.resolve(name).toString();
    }

    private void backup(Child server) {
        Child.Exit exit = Child.run("backup", folder("backup"), "--keep", "5", "--url", server.url());
        assertThat(exit.code()).as(exit.text()).isZero();
        assertThat(exit.text()).startsWith("backup 1 in " + folder("backup"));
    }

    @Test
    void everythingThatWasAcknowledgedBeforeTheBackupIsThereAfterTheDiskIsLostOnce() throws Exception {
        ChildHome.write(home);
        Map<String, Integer> owed;
        try (Child server = Child.up(home)) {
            load(server);
            awaitMore(EVENTS);
            backup(server);
            awaitMore(EVENTS);
            owed = acknowledged();
            assertThat(made(server)).isEqualTo(2);
            awaitMore(1);
            clients.forEach(ChildLoad::stop);
            for (Thread thread : threads) thread.join();
            assertOnlyWhatIsNewIsCopied(server);
            server.kill();
        }
        delete(home.resolve("data"));
        Child.Exit verified = Child.run("restore", folder("backup"), "--verify");
        assertThat(verified.text()).endsWith("whole: backup 1, backup 2, backup 3, backup 4");

        Child.Exit restored = Child.run("restore", folder("backup"), "--number", "2", "--data", folder("data"));

        assertThat(restored.code()).as(restored.text()).isZero();
        Child.Exit checked = Child.run("store", "check", "--data", folder("data"));
        assertThat(checked.code()).as(checked.text()).isZero();
        try (Child server = Child.up(home)) {
            server.awaitIndexed();
            compare(owed, found(server));
            assertThat(server.post("/api/v1/logs", "{\"service\":\"other\"}\n")).isEqualTo(200);
            assertThat(Child.run("store", "check", "--data", folder("data")).code())
                    .as("a running server is left alone")
                    .isEqualTo(2);
        }
    }

    /** Makes a backup over HTTP; gives its number. */
    private long made(Child server) {
        return post(server).getLong("number");
    }

    private JsonObject post(Child server) {
        String order = new JsonObject().put("target", folder("backup")).encode();
        return server.post("/api/v1/backups", order, "unused");
    }

    /** With nobody sending, there is hardly anything to copy: at most what the index still had in memory. */
    private void assertOnlyWhatIsNewIsCopied(Child server) {
        server.awaitIndexed();
        post(server);
        JsonObject again = post(server);
        assertThat(again.getLong("files")).as(again.encode()).isGreaterThan(5);
        // The audit log has a line more; a commit may come between the two.
        assertThat(again.getLong("files_copied")).as(again.encode()).isBetween(1L, 5L);
        assertThat(again.getLong("bytes_copied")).as(again.encode()).isLessThan(again.getLong("bytes") / 2);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
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

    private static void compare(Map<String, Integer> owed, Map<String, Integer> found) {
        List<String> lost = new ArrayList<>();
        owed.forEach((batch, events) -> {
            for (int i = 0; i < events; i++) {
                if (!found.containsKey(batch + "-e" + i)) lost.add(batch + "-e" + i);
            }
        });
        assertThat(owed.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(2 * EVENTS - 1);
        assertThat(lost).as("acknowledged before the backup and not found").isEmpty();
        assertThat(found.entrySet().stream().filter(event -> event.getValue() > 1))
                .as("found more than once")
                .isEmpty();
    }
}
