package io.tocsin.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lengths, and all bytes one after the other. */
final class PlainColumn extends DirectColumn {
    private final Lazily<Texts> texts;

    private PlainColumn(int rows, ColumnSource source) {
        super(rows);
        this.texts = new Lazily<>(() -> Texts.read(source.again(), rows));
    }

    /** It is the last in its part of the header, so nothing has to be known of where it ends. */
    static PlainColumn read(ColumnSource source, int rows) {
        return new PlainColumn(rows, source.again());
    }

    @Override
    public byte[] value(int code) throws IOException {
        return texts.get().value(code);
    }

    @Override
    public double @Nullable [] numbers() {
        return null;
    }

    @Override
    public byte @Nullable [] marks(Needle needle) throws IOException {
        return texts.get().marks(needle);
    }

    /** The values as one stretch of bytes. */
    static final class Texts {
        private final int[] ends;
        private final byte[] bytes;
        /** All of it without differences of case, a character for each byte; empty where a byte says more than itself. */
        private final Lazily<Optional<String>> folded;

        private Texts(int[] ends, byte[] bytes) {
            this.ends = ends;
            this.bytes = bytes;
            this.folded = new Lazily<>(() -> Optional.ofNullable(Needle.folded(bytes)));
        }

        static Texts read(ColumnSource source, int rows) throws IOException {
            IntegerRow lengths = Integers.read(source, rows);
            int[] ends = new int[rows];
            long end = 0;
            for (int i = 0; i < rows; i++) {
                long length = lengths.get(i);
                end += length;
                if (length < 0 || end > Integer.MAX_VALUE) {
                    throw new IOException("cannot read block: a text of " + length + " bytes");
                }
                ends[i] = (int) end;
            }
            byte[] bytes = source.stream(end);
            source.unpacked().addAndGet(4L * rows + bytes.length);
            return new Texts(ends, bytes);
        }

        private int start(int code) {
            return code == 0 ? 0 : ends[code - 1];
        }

        byte[] value(int code) {
            return Arrays.copyOfRange(bytes, start(code), ends[code]);
        }

        byte @Nullable [] marks(Needle needle) throws IOException {
            Optional<String> all = folded.get();
            return all.isEmpty() ? marksOfEach(needle) : marksAtOnce(needle.text(), all.get());
        }

        private byte @Nullable [] marksAtOnce(String text, String all) {
            byte[] marks = null;
            int code = 0;
            for (int at = all.indexOf(text); at >= 0; at = all.indexOf(text, at)) {
                while (ends[code] <= at) code++;
                boolean within = at + text.length() <= ends[code];
                if (!within) {
                    at++;
                    continue;
                }
                if (marks == null) marks = new byte[ends.length];
                marks[code] = 1;
                at = ends[code];
            }
            return marks;
        }

        private byte @Nullable [] marksOfEach(Needle needle) {
            byte[] marks = new byte[ends.length];
            byte any = 0;
            for (int code = 0; code < marks.length; code++) {
                marks[code] = (byte) (needle.mayBeIn(bytes, start(code), ends[code]) ? 1 : 0);
                any |= marks[code];
            }
            return any == 0 ? null : marks;
        }
    }
}
