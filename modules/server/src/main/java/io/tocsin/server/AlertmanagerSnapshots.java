package io.tocsin.server;

import io.tocsin.routing.Entity;
import io.tocsin.routing.ImportedLog;
import io.tocsin.routing.Matcher;
import io.tocsin.routing.Operator;
import io.tocsin.routing.RouterState;
import io.tocsin.routing.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the two files that Alertmanager leaves in its storage folder: silences, and the log of what receivers were told. Both
 * are rows of messages, each behind its length (silence/silencepb and nflog/nflogpb). They are only read, so that the way back
 * stays open.
 */
final class AlertmanagerSnapshots {
    private AlertmanagerSnapshots() {}

    /**
     * What is there; a file that is missing is an empty one.
     *
     * @param now silences that were over by then are left out
     * @throws IOException when a file cannot be read or is none of Alertmanager's
     */
    static RouterState read(Path folder, Instant now) throws IOException {
        List<Entity> entities = new ArrayList<>();
        for (ProtoReader message : messages(folder.resolve("silences"))) {
            Silence silence = silence(message);
            if (silence.endsAt().isAfter(now)) entities.add(new Entity.SilenceEntry(silence, false));
        }
        for (ProtoReader message : messages(folder.resolve("nflog"))) {
            ImportedLog.Told told = told(message);
            if (told.until().isAfter(now)) entities.add(told.entry());
        }
        return RouterState.of(entities);
    }

    private static List<ProtoReader> messages(Path file) throws IOException {
        List<ProtoReader> messages = new ArrayList<>();
        if (!Files.isRegularFile(file)) return messages;
        ProtoReader in = new ProtoReader(Files.readAllBytes(file));
        while (in.more()) messages.add(in.message());
        return messages;
    }

    private static Silence silence(ProtoReader mesh) throws IOException {
        Draft draft = new Draft();
        while (mesh.more()) {
            if (mesh.field() == 1) silence(mesh.message(), draft);
            else mesh.skip();
        }
        List<Matcher> matchers = draft.sets.isEmpty() ? draft.matchers : draft.sets.getFirst();
        return new Silence(
                draft.id,
                matchers,
                draft.startsAt,
                draft.endsAt,
                draft.updatedAt,
                draft.createdBy,
                draft.comment,
                draft.annotations);
    }

    /** A silence as far as it was read. */
    private static final class Draft {
        String id = "";
        final List<Matcher> matchers = new ArrayList<>();
        final List<List<Matcher>> sets = new ArrayList<>();
        Instant startsAt = Instant.EPOCH;
        Instant endsAt = Instant.EPOCH;
        Instant updatedAt = Instant.EPOCH;
        String createdBy = "";
        String comment = "";
        final Map<String, String> annotations = new LinkedHashMap<>();
    }

    private static void silence(ProtoReader in, Draft draft) throws IOException {
        while (in.more()) {
            switch (in.field()) {
                case 1 -> draft.id = in.text();
                case 2 -> draft.matchers.add(matcher(in.message()));
                case 3 -> draft.startsAt = in.time();
                case 4 -> draft.endsAt = in.time();
                case 5 -> draft.updatedAt = in.time();
                case 7 -> comment(in.message(), draft);
                case 8 -> draft.createdBy = in.text();
                case 9 -> draft.comment = in.text();
                case 10 -> annotation(in.message(), draft.annotations);
                case 11 -> draft.sets.add(set(in.message()));
                default -> in.skip();
            }
        }
    }

    /** As versions before 0.22 kept it. */
    private static void comment(ProtoReader in, Draft draft) throws IOException {
        while (in.more()) {
            switch (in.field()) {
                case 1 -> draft.createdBy = in.text();
                case 2 -> draft.comment = in.text();
                default -> in.skip();
            }
        }
    }

    private static void annotation(ProtoReader in, Map<String, String> into) throws IOException {
        String name = "";
        String value = "";
        while (in.more()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> value = in.text();
                default -> in.skip();
            }
        }
        into.put(name, value);
    }

    private static List<Matcher> set(ProtoReader in) throws IOException {
        List<Matcher> matchers = new ArrayList<>();
        while (in.more()) {
            if (in.field() == 1) matchers.add(matcher(in.message()));
            else in.skip();
        }
        return matchers;
    }

    private static Matcher matcher(ProtoReader in) throws IOException {
        long type = 0;
        String name = "";
        String pattern = "";
        while (in.more()) {
            switch (in.field()) {
                case 1 -> type = in.varint();
                case 2 -> name = in.text();
                case 3 -> pattern = in.text();
                default -> in.skip();
            }
        }
        return new Matcher(name, Operator.of(type == 1 || type == 3, type < 2), pattern);
    }

    private static ImportedLog.Told told(ProtoReader mesh) throws IOException {
        ImportedLog.Told told = ImportedLog.Told.NOTHING;
        Instant until = Instant.EPOCH;
        while (mesh.more()) {
            switch (mesh.field()) {
                case 1 -> told = entry(mesh.message());
                case 2 -> until = mesh.time();
                default -> mesh.skip();
            }
        }
        return told.until(until);
    }

    private static ImportedLog.Told entry(ProtoReader in) throws IOException {
        String group = "";
        String[] receiver = {"", ""};
        Instant at = Instant.EPOCH;
        List<Long> firing = new ArrayList<>();
        List<Long> resolved = new ArrayList<>();
        while (in.more()) {
            switch (in.field()) {
                case 1 -> group = in.text();
                case 2 -> receiver = receiver(in.message());
                case 5 -> at = in.time();
                case 6 -> numbers(in, firing);
                case 7 -> numbers(in, resolved);
                default -> in.skip();
            }
        }
        return new ImportedLog.Told(group, receiver[0], receiver[1], at, firing, resolved, at);
    }

    /** The name of the receiver, and that of its integration as we write it. */
    private static String[] receiver(ProtoReader in) throws IOException {
        String name = "";
        String integration = "";
        long index = 0;
        while (in.more()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> integration = in.text();
                case 3 -> index = in.varint();
                default -> in.skip();
            }
        }
        return new String[] {name, integration + "[" + index + "]"};
    }

    private static void numbers(ProtoReader in, List<Long> into) throws IOException {
        if (!in.isPacked()) {
            into.add(in.varint());
            return;
        }
        ProtoReader packed = in.message();
        while (packed.more()) into.add(packed.varint());
    }
}
