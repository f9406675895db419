package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What templates say of their messages without reading them is what the messages say. */
class TemplateAnswersTest {
    private static final List<String> MESSAGES = List.of(
            "Catalog page %d served",
            "shard-%d",
            "page%d",
            "relay %d of u%d is down",
            "took %d ms (K)",
            "größe %d of %d",
            "user \\\"u%d\\\" page 7",
            "%d errors",
            "PAGE %d. K %d");

    private static final List<String> QUERIES = List.of(
            "message:shard",
            "message:shard-7",
            "message:page",
            "message:page*",
            "page",
            "relay",
            "u7",
            "message:u7",
            "7",
            "message:7",
            "\"page 7\"",
            "message:\"7 served\"",
            "message:*page\\ 7*",
            "message:*atalog\\ p*",
            "message:*7*",
            "message:*e\\ 1?\\ s*",
            "message:p?ge*",
            "*hard-1*",
            "message:/page.7/",
            "message:/page.1[0-9]*.served/",
            "message:/alog.p[a-z]+/",
            "message:/(relay|größe).[0-9]{2}/",
            "message:/k/",
            "message:/7$/",
            "message:/^page/",
            "message:/[^a-z]7/",
            "message:/u[0-9]\\\"/",
            "NOT message:/page/");

    @TempDir
    Path temporary;

    @Test
    void theySayWhatEachMessageSays() throws IOException {
        List<LogEvent> events = events(1_500);
        try (BlockStore store = BlockStore.open(temporary, new LayoutJson(), StoreSettings.defaults())) {
            store.add(events, 0);
        }
        try (BlockStore store = BlockStore.open(temporary, new LayoutJson(), StoreSettings.defaults())) {
            // Twice: the second time from blocks that were kept.
            for (int round = 0; round < 2; round++) {
                for (String text : QUERIES) {
                    Query query = Query.parse(text);
                    long matches = events.stream().filter(query::matches).count();

                    assertThat(Asked.total(store, text)).as(text).isEqualTo(matches);
                }
            }
        }
    }

    private static List<LogEvent> events(int count) {
        LayoutJson parser = new LayoutJson();
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String message = MESSAGES.get(i * 7 % MESSAGES.size()).formatted(i % 300, i % 11);
            String json = "{\"level\":\"INFO\",\"user\":\"u%d\",\"message\":\"%s\"}".formatted(i % 11, message);
            events.add(parser.parse(i + 1, RandomEvents.START.plusMillis(i), json.getBytes(StandardCharsets.UTF_8)));
        }
        return events;
    }
}
