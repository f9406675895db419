package io.tocsin.benchmarks;

import io.tocsin.model.LogEvent;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/** Bare Lucene with a document for each event, everything in it searchable, behind the same decoder. */
final class DocumentPeer implements Peer {
    private static final double RAM_BUFFER_MEGABYTES = 32;

    private final Path index;
    private final FSDirectory directory;
    private final IndexWriter writer;
    private final BareDocument document = new BareDocument();
    private @Nullable EventStream stream;

    DocumentPeer(Path folder) throws IOException {
        this.index = Files.createDirectories(folder.resolve("documents"));
        this.directory = FSDirectory.open(index);
        this.writer = new IndexWriter(
                directory,
                new IndexWriterConfig()
                        .setRAMBufferSizeMB(RAM_BUFFER_MEGABYTES)
                        .setMergePolicy(new LogByteSizeMergePolicy()));
    }

    @Override
    public JsonObject answer(String command, JsonObject given) throws Exception {
        EventStream from = stream == null ? EventStream.of(Path.of(given.getString("file"))) : stream;
        stream = from;
        long events = given.getLong("events");
        return Cost.of(() -> add(from, events)).put("bytes", Scratch.bytesBelow(index));
    }

    private JsonObject add(EventStream from, long events) throws IOException {
        long done = 0;
        for (List<LogEvent> batch = from.next(); !batch.isEmpty(); batch = from.next()) {
            for (LogEvent event : batch) writer.addDocument(document.of(event));
            done += batch.size();
            if (done >= events) break;
        }
        writer.commit();
        return new JsonObject().put("events", done);
    }

    @Override
    public void close() throws IOException {
        writer.close();
        directory.close();
    }
}
