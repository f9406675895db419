package io.tocsin.rules;

import io.tocsin.query.Address;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a rule makes of a value before it counts as a key. */
public sealed interface Transform {
    /** The value as it is. */
    record Plain() implements Transform {
        @Override
        public String of(String value) {
            return value;
        }
    }

    /** {@code lower(f)}: case does not matter. */
    record Lower() implements Transform {
        @Override
        public String of(String value) {
            return value.toLowerCase(Locale.ROOT);
        }
    }

    /**
     * {@code cidr(f, 24)}: the network of an address; what is no address has none.
     *
     * @param four how many bits of an IPv4 address, also in its mapped form
     * @param six how many bits of an IPv6 address
     */
    record Network(int four, int six) implements Transform {
        /** What one customer of a provider usually has. */
        static final int SIX_DEFAULT = 64;

        @Override
        public @Nullable String of(String value) {
            Address address = Address.of(value);
            return address == null ? null : Networks.print(address, four, six);
        }
    }

    /** {@code template(f)}: the text without what varies. */
    record Pattern() implements Transform {
        @Override
        public String of(String value) {
            return Template.of(value);
        }
    }

    /** The value that counts, or null when there is none. */
    @Nullable
    String of(String value);
}
