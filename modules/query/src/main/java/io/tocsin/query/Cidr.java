package io.tocsin.query;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field is an address in a block: {@code ip:10.0.0.0/8}, {@code ip:fe80::/10}. Values that are no addresses are in none.
 * An IPv4 address equals its mapped IPv6 form; so {@code ::/0} has every address.
 *
 * <p>A class and not a record, because it keeps the block as read; equality is by field and block.
 */
public final class Cidr implements Leaf {
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private final String field;
    private final String block;
    private final Address network;
    private final int prefix;

    /**
     * Reads the block; bits beyond its prefix do not count.
     *
     * @throws IllegalArgumentException for a block that is none, for the time, and for an empty or reserved field name
     */
    public Cidr(String field, String block) {
        this.field = Check.field(field);
        this.block = block;
        if (Lookup.isTime(field))
            throw new IllegalArgumentException(
                    "cannot compare " + field + " with address block '" + block + "': it is a time");
        int slash = block.indexOf('/');
        Address address = slash < 0 ? null : Address.of(block.substring(0, slash));
        if (address == null)
            throw new IllegalArgumentException(
                    "cannot read address block '" + block + "': write 10.0.0.0/8 or fe80::/10");
        boolean four = block.indexOf(':') < 0;
        int bits = bits(block, slash + 1, four ? IPV4_BITS : IPV6_BITS);
        network = address;
        prefix = four ? bits + IPV6_BITS - IPV4_BITS : bits;
    }

    private static int bits(String block, int from, int most) {
        double bits = block.length() - from > 3 ? Double.NaN : Numbers.orNaN(block.substring(from));
        boolean digits = Address.looksLikeBlock(block);
        if (digits && bits <= most) return (int) bits;
        throw new IllegalArgumentException("cannot read address block '" + block
                + "': after the slash stands a number from 0 to " + most + "; put it in quotes to find that text");
    }

    /** The field that is asked. */
    @Override
    public String field() {
        return field;
    }

    /** The block as typed. */
    public String block() {
        return block;
    }

    /** The address before the slash, with IPv4 in its mapped form. */
    public Address network() {
        return network;
    }

    /** How many of the 128 bits of {@link #network()} must agree: 96 more than typed for IPv4. */
    public int prefix() {
        return prefix;
    }

    @Override
    public boolean test(String value) {
        Address address = Address.of(value);
        return address != null && network.sharesPrefix(address, prefix);
    }

    @Override
    public String print() {
        return Escapes.field(field) + ":" + block;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cidr cidr && field.equals(cidr.field) && block.equals(cidr.block);
    }

    @Override
    public int hashCode() {
        return Objects.hash(field, block);
    }

    @Override
    public String toString() {
        return "Cidr[field=" + field + ", block=" + block + "]";
    }
}
