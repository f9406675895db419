package io.tocsin.query;

/**
 * Estimates how many different hashes it was given, in 8 KB, with a standard error of 1.04 / √8192 = 1.15 %.
 *
 * <p>The registers are those of Flajolet, Fusy, Gandouet and Meunier, "HyperLogLog", 2007; the estimate is algorithm 6 of
 * Otmar Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", 2017, which needs no corrections by table.
 */
final class HyperLogLog {
    private static final int PRECISION = 13;
    private static final int REGISTERS = 1 << PRECISION;

    /** The bits that are left, from which the ranks come: 1 to 52. */
    private static final int BITS = Long.SIZE - PRECISION;

    private final byte[] registers = new byte[REGISTERS];

    void add(long hash) {
        int register = (int) (hash >>> BITS);
        int rank = Math.min(Long.numberOfLeadingZeros(hash << PRECISION), BITS) + 1;
        if (rank > registers[register]) registers[register] = (byte) rank;
    }

    long count() {
        int[] ranks = new int[BITS + 2];
        for (byte register : registers) ranks[register]++;
        double z = REGISTERS * tau(1 - (double) ranks[BITS + 1] / REGISTERS);
        for (int rank = BITS; rank >= 1; rank--) z = 0.5 * (z + ranks[rank]);
        z += REGISTERS * sigma((double) ranks[0] / REGISTERS);
        return Math.round(REGISTERS / (2 * Math.log(2)) * REGISTERS / z);
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
