package io.tocsin.ingest;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Undoes Content-Encoding, never producing more than the limit: a bomb is noticed while it goes off, not after.
 * {@code deflate} is read both as zlib, which RFC 9110 means, and as the raw stream that some clients send.
 */
final class ContentEncoding {
    private static final int CHUNK = 16 << 10;

    /** RFC 9659: a decoder of Content-Encoding zstd need not take a window above 8 MiB. */
    private static final int LEAST_ZSTD_WINDOW_LOG = 23;

    private static final Set<String> KNOWN = Set.of("", "identity", "gzip", "x-gzip", "deflate", "zstd");

    private ContentEncoding() {}

    /**
     * Inflates a body.
     *
     * @param encoding the header's value, empty for none
     * @throws RefusedBodyException when the encoding is unknown, the body is not in it, or inflates to more than the limit
     */
    static Bytes inflate(String encoding, Bytes body, int limit) {
        String name = name(encoding);
        if (name.isEmpty() || name.equals("identity")) return body;
        try (InputStream in = stream(name, new ByteArrayInputStream(body.array(), 0, body.length()), limit)) {
            return readAll(name, in, body.length(), limit);
        } catch (IOException e) {
            throw new RefusedBodyException(
                    Refusal.BROKEN_BODY, "cannot inflate body as " + name + ": " + e.getMessage());
        }
    }

    /** Refuses what {@link #inflate} would refuse, before the body is read. */
    static void requireKnown(String encoding) {
        String name = name(encoding);
        if (!KNOWN.contains(name)) throw unknown(name);
    }

    private static String name(String encoding) {
        return encoding.strip().toLowerCase(Locale.ROOT);
    }

    private static RefusedBodyException unknown(String name) {
        return new RefusedBodyException(
                Refusal.UNKNOWN_ENCODING,
                "cannot read Content-Encoding '" + name + "': known are gzip, deflate, zstd and identity");
    }

    private static InputStream stream(String name, ByteArrayInputStream body, int limit) throws IOException {
        return switch (name) {
            case "gzip", "x-gzip" -> new GZIPInputStream(body, CHUNK);
            case "deflate" -> isZlib(body) ? new InflaterInputStream(body) : new RawInflaterStream(body);
            case "zstd" -> new ZstdInputStream(body).setLongMax(windowLog(limit));
            default -> throw unknown(name);
        };
    }

    /** RFC 1950: method 8 in the low bits of the first byte, and both bytes together a multiple of 31. */
    private static boolean isZlib(ByteArrayInputStream body) {
        body.mark(2);
        int first = body.read();
        int second = body.read();
        body.reset();
        return first >= 0 && second >= 0 && (first & 0x0f) == 8 && ((first << 8) | second) % 31 == 0;
    }

    /** A frame written in one go has a window as large as its content, so the limit itself must fit. */
    private static int windowLog(int limit) {
        return Math.max(LEAST_ZSTD_WINDOW_LOG, Integer.SIZE - Integer.numberOfLeadingZeros(limit));
    }

    /** The JDK frees only inflaters that it made itself. */
    private static final class RawInflaterStream extends InflaterInputStream {
        RawInflaterStream(InputStream body) {
            super(body, new Inflater(true), CHUNK);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }

    private static Bytes readAll(String name, InputStream in, int length, int limit) throws IOException {
        byte[] out = new byte[Math.min(limit, Math.max(CHUNK, length * 4L > limit ? limit : length * 4))];
        int size = 0;
        for (int read = in.read(out, 0, out.length); read >= 0; read = in.read(out, size, out.length - size)) {
            size += read;
            if (size < out.length) continue;
            if (size >= limit && in.read() >= 0) {
                throw new RefusedBodyException(
                        Refusal.TOO_LARGE,
                        "cannot accept body: inflated from " + name + " it is over the limit of " + limit + " bytes");
            }
            if (size >= limit) break;
            out = Arrays.copyOf(out, (int) Math.min(limit, out.length * 2L));
        }
        return new Bytes(out, size);
    }
}
