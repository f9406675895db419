package io.tocsin.server;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A line of the audit log. Lines are handled as bytes, each a char of ISO 8859-1: a broken byte may make of the file what is no
 * UTF-8 any more, and of all files this one must say where.
 */
final class AuditLine {
    /** What follows is eight hex digits of a CRC32C over all that stands before it. */
    private static final String SUM = ",\"sum\":\"";

    private static final int SUM_CHARS = SUM.length() + 8 + 2;

    /** How lines ended before they had a checksum: the chain alone speaks for those. */
    private static final Pattern OLD = Pattern.compile(".*\"previous\":\"[0-9a-f]{64}\"}", Pattern.DOTALL);

    private AuditLine() {}

    /** The bytes of a text, as chars. */
    static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** A JSON object with its checksum as the last member. */
    static String sealed(String json) {
        String content = json.substring(0, json.length() - 1);
        return content + SUM + sum(bytes(content)) + "\"}";
    }

    /** Whether a line is, byte for byte, one that was sealed. */
    static boolean isSealed(String line) {
        int end = line.length() - SUM_CHARS;
        if (end < 0) return false;
        String content = line.substring(0, end);
        return line.substring(end).equals(SUM + sum(content) + "\"}");
    }

    /** Whether a last line lacks nothing but its end of line, or has a broken one. */
    static boolean wasSealed(String line) {
        return isSealed(line) || (!line.isEmpty() && isSealed(line.substring(0, line.length() - 1)));
    }

    private static String sum(String bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** What is wrong with a line; null when nothing is. */
    static @Nullable String problem(String line, long number, String previous) {
        if (!previous.equals(entry(line).getValue("previous")))
            return "line " + number + " does not follow the one before it: either was changed, or one is missing";
        if (!isSealed(line) && !OLD.matcher(line).matches())
            return "line " + number + " is not what was written: its checksum is not that of its content";
        return null;
    }

    /** A line that somebody broke is shown as it is. */
    static JsonObject entry(String line) {
        String text = new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        try {
            return new JsonObject(text);
        } catch (DecodeException e) {
            return new JsonObject().put("unreadable", text);
        }
    }

    static String hash(String line) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static Reader read(Path path) throws IOException {
        return new Reader(new BufferedInputStream(Files.newInputStream(path)));
    }

    /** Gives the lines of a file, one after the other. */
    static final class Reader implements Closeable {
        private final InputStream in;
        private boolean ended = true;

        private Reader(InputStream in) {
            this.in = in;
        }

        /** The next line without its end; null behind the last. */
        @Nullable
        String next() throws IOException {
            int next = in.read();
            if (next < 0) return null;
            StringBuilder line = new StringBuilder();
            for (; next >= 0 && next != '\n'; next = in.read()) line.append((char) next);
            ended = next >= 0;
            return line.toString();
        }

        /** Whether the line that was given last has an end; only the last of a file may lack it. */
        boolean ended() {
            return ended;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
