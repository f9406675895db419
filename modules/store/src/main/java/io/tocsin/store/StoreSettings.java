package io.tocsin.store;

/**
 * Limits of an index.
 *
 * @param ramBufferMegabytes events held in memory before a segment is written
 * @param numericFieldsMax distinct field names that get a numeric index; comparisons on others read the events again
 */
public record StoreSettings(double ramBufferMegabytes, int numericFieldsMax) {
    /** A small buffer stays in the processor's cache: 16 to 32 MB were fastest. */
    private static final double RAM_BUFFER_MEGABYTES = 32;

    /** Each costs memory and files in every segment; services that log data as keys would exhaust both. */
    private static final int NUMERIC_FIELDS_MAX = 1_000;

    /** The settings that suit one server. */
    public static StoreSettings defaults() {
        return new StoreSettings(RAM_BUFFER_MEGABYTES, NUMERIC_FIELDS_MAX);
    }
}
