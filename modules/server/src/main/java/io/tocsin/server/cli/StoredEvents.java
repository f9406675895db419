package io.tocsin.server.cli;

import io.tocsin.query.All;
import io.tocsin.query.Query;
import io.tocsin.query.Statement;
import io.tocsin.server.DataFolder;
import io.tocsin.server.Rehearsals;
import io.tocsin.server.config.ConfigFolder;
import io.tocsin.server.config.Configuration;
import io.tocsin.store.BlockStore;
import io.tocsin.store.EventStore;
import io.tocsin.store.FieldUse;
import io.tocsin.store.Scope;
import io.tocsin.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events of a data folder that no server uses. */
final class StoredEvents implements EventKnowledge.Events, AutoCloseable {
    /** Nobody else asks this store, and who waits can end the command. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final DataFolder folder;
    private final EventStore store;
    private final Instant from;
    private final Instant now;

    private StoredEvents(DataFolder folder, EventStore store, Instant from, Instant now) {
        this.folder = folder;
        this.store = store;
        this.from = from;
        this.now = now;
    }

    /**
     * Opens a data folder.
     *
     * @param config whose field aliases hold
     * @param from since when events count
     * @throws IOException when a server has it, or it cannot be read
     */
    static StoredEvents open(Path data, Path config, Instant from, Instant now) throws IOException {
        Configuration configuration = ConfigFolder.load(config, Path.of("no rules"), Map.of(), System::getenv);
        DataFolder folder = DataFolder.takePresent(data);
        try {
            Path index = folder.path().resolve("index");
            if (!Files.isDirectory(index)) throw new IOException("cannot read " + index + ": there is no index yet");
            EventStore store = BlockStore.open(index, Rehearsals.decoder(configuration), StoreSettings.defaults());
            return new StoredEvents(folder, store, from, now);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    @Override
    public Set<String> names() throws IOException {
        return store.fields(scope(new All())).fields().stream()
                .map(FieldUse::name)
                .collect(Collectors.toSet());
    }

    @Override
    public long number(String question) throws IOException {
        Statement statement = Statement.parse(question, now);
        List<List<@Nullable Object>> rows =
                store.table(scope(statement.query()), statement.pipes()).table().rows();
        return !rows.isEmpty() && rows.getFirst().getFirst() instanceof Number number ? number.longValue() : 0;
    }

    private Scope scope(Query query) {
        return new Scope(query, from, Instant.MAX, PATIENCE, () -> false);
    }

    @Override
    public void close() throws IOException {
        try (folder) {
            store.close();
        }
    }
}
