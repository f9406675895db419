package io.tocsin.query;

/**
 * Estimates how many different hashes it was given, in 2^precision bytes, with a standard error of 1.04 / √2^precision: 1.15 %
 * in 8 KB, 2.3 % in 2 KB. Not for several threads.
 *
 * <p>The registers are those of Flajolet, Fusy, Gandouet and Meunier, "HyperLogLog", 2007; the estimate is algorithm 6 of
 * Otmar Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", 2017, which needs no corrections by table.
 */
public final class HyperLogLog {
    private static final int PRECISION_DEFAULT = 13;
    private static final int PRECISION_MIN = 4;
    private static final int PRECISION_MAX = 16;

    private final int precision;

    /** The bits that are left, from which the ranks come. */
    private final int bits;

    private final byte[] registers;

    HyperLogLog() {
        this(PRECISION_DEFAULT);
    }

    /**
     * One that was given nothing.
     *
     * @param precision 4 to 16
     * @throws IllegalArgumentException for any other
     */
    public HyperLogLog(int precision) {
        if (precision < PRECISION_MIN || precision > PRECISION_MAX)
            throw new IllegalArgumentException("cannot estimate with precision " + precision + ": it is 4 to 16");
        this.precision = precision;
        this.bits = Long.SIZE - precision;
        this.registers = new byte[1 << precision];
    }

    /** A hash of a text whose bits all depend on all of it; the same in every process. */
    public static long hash(String text) {
        return Hashes.of(text);
    }

    /** Counts what has this hash, if it was not counted yet. */
    public void add(long hash) {
        int register = (int) (hash >>> bits);
        int rank = Math.min(Long.numberOfLeadingZeros(hash << precision), bits) + 1;
        if (rank > registers[register]) registers[register] = (byte) rank;
    }

    /**
     * Counts all that the other one did.
     *
     * @throws IllegalArgumentException when it has another precision
     */
    public void add(HyperLogLog other) {
        if (other.precision != precision)
            throw new IllegalArgumentException(
                    "cannot add an estimate of precision " + other.precision + " to one of " + precision);
        for (int i = 0; i < registers.length; i++) {
            if (other.registers[i] > registers[i]) registers[i] = other.registers[i];
        }
    }

    /** A copy of what is kept, for {@link #of}. */
    public byte[] registers() {
        return registers.clone();
    }

    /**
     * An estimate from what {@link #registers} gave.
     *
     * @throws IllegalArgumentException when these are no registers
     */
    public static HyperLogLog of(byte[] registers) {
        HyperLogLog made = new HyperLogLog(Integer.numberOfTrailingZeros(Math.max(1, registers.length)));
        if (made.registers.length != registers.length)
            throw new IllegalArgumentException("cannot read " + registers.length + " registers: not a power of two");
        for (byte register : registers) {
            if (register < 0 || register > made.bits + 1)
                throw new IllegalArgumentException("cannot read a register of " + register);
        }
        System.arraycopy(registers, 0, made.registers, 0, registers.length);
        return made;
    }

    /** How many different hashes there were, nearly. */
    public long count() {
        int[] ranks = new int[bits + 2];
        for (byte register : registers) ranks[register]++;
        double size = registers.length;
        double z = size * tau(1 - ranks[bits + 1] / size);
        for (int rank = bits; rank >= 1; rank--) z = 0.5 * (z + ranks[rank]);
        z += size * sigma(ranks[0] / size);
        return Math.round(size / (2 * Math.log(2)) * size / z);
    }

    /** The registers that are empty. */
    private static double sigma(double share) {
        if (share == 1) return Double.POSITIVE_INFINITY;
        double x = share;
        double y = 1;
        double sum = share;
        for (double before = Double.NaN; sum != before; ) {
            x *= x;
            before = sum;
            sum += x * y;
            y += y;
        }
        return sum;
    }

    /** The registers that are full. */
    private static double tau(double share) {
        if (share == 0 || share == 1) return 0;
        double x = share;
        double y = 1;
        double sum = 1 - share;
        for (double before = Double.NaN; sum != before; ) {
            x = Math.sqrt(x);
            before = sum;
            y *= 0.5;
            sum -= (1 - x) * (1 - x) * y;
        }
        return sum / 3;
    }
}
