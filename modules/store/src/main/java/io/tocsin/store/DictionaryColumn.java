package io.tocsin.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Distinct values in the order of their first row, kept as a column of their own, and the code of each row. */
final class DictionaryColumn implements Column {
    private final int rows;
    private final int distinct;
    private final Lazily<Codes> codes;
    private final Column values;

    private DictionaryColumn(int rows, int distinct, Lazily<Codes> codes, Column values) {
        this.rows = rows;
        this.distinct = distinct;
        this.codes = codes;
        this.values = values;
    }

    /** Codes as bytes. */
    static DictionaryColumn read(ColumnSource source, int rows) throws IOException {
        int distinct = source.head().count(rows);
        Packed packed = source.later(rows);
        Lazily<Codes> codes = new Lazily<>(() -> Codes.ofBytes(packed.unpack(), distinct, "code"));
        return new DictionaryColumn(rows, distinct, codes, Encoding.values(source, distinct));
    }

    /** Codes as distances: 0 is the next new value, 1 the newest, and so on. */
    static DictionaryColumn readRecent(ColumnSource source, int rows) throws IOException {
        int distinct = source.head().count(rows);
        PackedIntegers distances = PackedIntegers.read(source, rows);
        Lazily<Codes> codes = new Lazily<>(() -> {
            source.unpacked().addAndGet(4L * rows);
            return codes(distances.unpack(), distinct);
        });
        return new DictionaryColumn(rows, distinct, codes, Encoding.values(source, distinct));
    }

    private static Codes codes(IntegerRow distances, int distinct) throws IOException {
        int[] codes = new int[distances.rows()];
        int known = 0;
        for (int i = 0; i < codes.length; i++) {
            long distance = distances.get(i);
            if (distance < 0 || distance > known) {
                throw new IOException("cannot read block: distance " + distance + " among " + known);
            }
            codes[i] = distance == 0 ? known++ : known - (int) distance;
        }
        if (known > distinct) throw new IOException("cannot read block: " + known + " values of " + distinct);
        return Codes.of(codes);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int distinct() {
        return distinct;
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public Codes coded() throws IOException {
        return codes.get();
    }

    @Override
    public byte[] value(int code) throws IOException {
        return values.value(values.code(code));
    }

    @Override
    public @Nullable String characters() {
        return values.characters();
    }

    @Override
    public double @Nullable [] numbers() throws IOException {
        return values.numbers();
    }

    @Override
    public byte @Nullable [] marks(Needle needle) throws IOException {
        return distinct == values.distinct() ? values.marks(needle) : Column.super.marks(needle);
    }
}
