package io.tocsin.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Under which names services send what Tocsin calls {@link FieldNames}. The first alias that an event carries wins.
 * Extended by {@code fields:} in tocsin.yml.
 */
public record FieldAliases(Map<String, List<String>> byName) {
    private static final String REQUEST_IDS =
            "request_id requestId trace_id traceId trace.id correlation_id correlationId"
                    + " transactionId transaction_id x-request-id requestID extra.request_id context.request_id";

    /** What machines say about themselves, in percent or numbers: capacity rules ask for these. */
    private static final List<String> MEASURED =
            List.of("cpu_percent", "memory_percent", "disk_percent", "pool_percent", "queue_depth");

    private static final FieldAliases DEFAULTS = new FieldAliases(defaultLists());

    public FieldAliases {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        byName.forEach((name, aliases) -> copy.put(name, List.copyOf(aliases)));
        byName = Collections.unmodifiableMap(copy);
    }

    /** Shapes A and B of the payment platforms, Elastic's common schema, OpenTelemetry, and the loggers people use. */
    public static FieldAliases defaults() {
        return DEFAULTS;
    }

    /** The paths to look under for a normalised name, best first; empty for a name that is not one of ours. */
    public List<String> of(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** These aliases with more paths for some names, tried before the known ones. */
    public FieldAliases extendedBy(Map<String, List<String>> more) {
        Map<String, List<String>> merged = new LinkedHashMap<>(byName);
        more.forEach((name, paths) -> {
            Set<String> all = new LinkedHashSet<>(paths);
            all.addAll(of(name));
            merged.put(name, List.copyOf(all));
        });
        return new FieldAliases(merged);
    }

    private static Map<String, List<String>> defaultLists() {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        lists.put(FieldNames.TIME, words("timestamp @timestamp time ts datetime eventTime"));
        lists.put(FieldNames.LEVEL, words("level severity log.level lvl loglevel severity_text"));
        lists.put(FieldNames.SERVICE, words("service service.name app application service_name logger"));
        lists.put(FieldNames.REQUEST_ID, words(REQUEST_IDS));
        lists.put(FieldNames.ACTION, words("action operation event.action eventName"));
        lists.put(FieldNames.MESSAGE, words("message msg log body text"));
        lists.put(FieldNames.USER, words("user username user.name user_id userId extra.user context.userId"));
        lists.put(
                FieldNames.DURATION_MS,
                words("duration_ms response_time_ms elapsed_ms latency_ms took_ms extra.duration_ms"));
        lists.put(FieldNames.STATUS, words("status extra.status context.status http.response.status_code status_code"));
        lists.put(
                FieldNames.IP,
                words("ip extra.ip context.ip client_ip source.ip remote_addr extra.source_ip sourceIPAddress"));
        lists.put(FieldNames.AMOUNT, nested("amount"));
        lists.put(FieldNames.LOCATION, nested("location country geo.country"));
        lists.put(FieldNames.BYTES, nested("bytes bytes_out bytes_sent response_bytes"));
        for (String measured : MEASURED) lists.put(measured, nested(measured));
        return lists;
    }

    /** Each of them by itself, in {@code extra} and in {@code context}. */
    private static List<String> nested(String names) {
        List<String> paths = new ArrayList<>();
        for (String place : List.of("", "extra.", "context.")) {
            for (String name : words(names)) paths.add(place + name);
        }
        return paths;
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
